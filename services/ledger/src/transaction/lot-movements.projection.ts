import type { SqlSession } from '@credit-ledger/messaging';
import type { OrganisationId } from '@credit-ledger/kernel';
import type { CreditAccountEvent } from '../credit-account/domain/credit-account.events.js';
import type { Portion } from '../credit-account/domain/draw-down.js';
import type { AccountRecord } from '../projections/account-record.js';
import { storableText } from '../projections/storable-text.js';
import { transactionIds } from './transaction-ids.js';

/** What a transaction put into a lot, or, negative, took out of it. */
export type LotMovement = {
  readonly organisationId: OrganisationId;
  readonly transactionId: string;
  readonly lotId: string;
  credits: bigint;
};

/** By organisation, transaction and lot. */
export type LotMovements = Map<string, LotMovement>;

/** Adds what the events moved. */
export function foldLotMovements(movements: LotMovements, records: readonly AccountRecord[]): void {
  for (const { organisationId, event } of records) {
    for (const { id, portions, sign } of movedBy(event)) {
      const transactionId = storableText(id);
      for (const portion of portions) {
        const lotId = storableText(portion.lotId);
        const key = `${organisationId}/${transactionId}/${lotId}`;
        let movement = movements.get(key);
        if (movement === undefined) {
          movement = { organisationId, transactionId, lotId, credits: 0n };
          movements.set(key, movement);
        }
        movement.credits += sign * portion.credits;
      }
    }
  }
}

type Moved = { readonly id: string; readonly portions: readonly Portion[]; readonly sign: 1n | -1n };

function movedBy(event: CreditAccountEvent): readonly Moved[] {
  switch (event.type) {
    case 'CreditsAdded':
      return [{ id: transactionIds.addition(event.data.additionId), portions: [event.data], sign: 1n }];
    case 'UsageCharged':
      return [{ id: transactionIds.usage(event.data.runId), portions: event.data.drawdowns, sign: -1n }];
    case 'UsageRefunded':
      return [{ id: transactionIds.refund(event.data.refundId), portions: event.data.lots, sign: 1n }];
    case 'PurchaseReversed':
      return [{ id: transactionIds.adjustment(event.data.reversalId), portions: event.data.removals, sign: -1n }];
    case 'DebtRepaid':
      // The lot pays late for what the transaction owed.
      return event.data.repayments.map((repayment) => ({
        id:
          repayment.owed.type === 'USAGE'
            ? transactionIds.usage(repayment.owed.id)
            : transactionIds.adjustment(repayment.owed.id),
        portions: [repayment],
        sign: -1n,
      }));
    default:
      return [];
  }
}

const UPSERT = `
  insert into transaction_lots as m (generation, organisation_id, transaction_id, lot_id, credits)
  select $1, change.* from unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) as change
  on conflict (generation, organisation_id, transaction_id, lot_id) do update set
    credits = m.credits + excluded.credits`;

/** Adds the movements to the rows of a generation. */
export async function applyLotMovements(
  session: SqlSession,
  generation: number,
  movements: readonly LotMovement[],
): Promise<void> {
  if (movements.length === 0) return;
  await session.query(UPSERT, [
    generation,
    movements.map((movement) => movement.organisationId),
    movements.map((movement) => movement.transactionId),
    movements.map((movement) => movement.lotId),
    movements.map((movement) => movement.credits),
  ]);
}
