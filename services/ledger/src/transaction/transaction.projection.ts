import type { SqlSession } from '@credit-ledger/messaging';
import { NO_CREDITS, subtractCredits, type Credits, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import type { CreditsAdded, UsageCharged } from '../credit-account/domain/credit-account.events.js';
import type { AccountRecord } from '../projections/account-record.js';
import { monthOf, type Month } from '../monthly-usage/zoned-month.js';
import type { TransactionType } from './transaction.js';

/** One row of the transaction list, or what events add to it. The credits of all rows sum to the balance. */
export type TransactionChange = {
  readonly organisationId: OrganisationId;
  /** `usage-<run>` or `addition-<addition>`. */
  readonly transactionId: string;
  /** Position of the event that opened the row: the order of the list and its cursor. */
  readonly position: Position;
  readonly type: TransactionType;
  credits: Credits;
  /** Some of it was charged beyond a hold, or is owed. */
  overrun: boolean;
  readonly occurredAt: Instant;
  readonly actor: string;
  /** The month of the run's first charge; additions count in none. */
  readonly month: Month | undefined;
  readonly details: TransactionDetails;
};

export type TransactionDetails = Readonly<Record<string, string | number>>;

/** By organisation and transaction. */
export type TransactionChanges = Map<string, TransactionChange>;

/** Adds what the events change. */
export function foldTransactions(changes: TransactionChanges, records: readonly AccountRecord[]): void {
  for (const record of records) {
    const { event } = record;
    if (event.type === 'CreditsAdded') {
      const row = additionRow(record, event.data);
      changes.set(`${row.organisationId}/${row.transactionId}`, row);
    } else if (event.type === 'UsageCharged') {
      const key = `${record.organisationId}/usage-${event.data.runId}`;
      let row = changes.get(key);
      if (row === undefined) {
        row = usageRow(record, event.data);
        changes.set(key, row);
      }
      row.credits = subtractCredits(row.credits, event.data.credits);
      row.overrun ||= beyondHold(event.data);
    }
  }
}

const additionRow = (
  { organisationId, position, metadata }: AccountRecord,
  data: CreditsAdded['data'],
): TransactionChange => ({
  organisationId,
  transactionId: `addition-${data.additionId}`,
  position,
  type: data.source,
  credits: data.credits,
  overrun: false,
  occurredAt: data.addedAt,
  actor: metadata.actor,
  month: undefined,
  details: withoutMissing({
    additionId: data.additionId,
    unitPrice: data.unitPrice,
    currency: data.currency,
    paymentId: data.paymentId,
    orderId: data.orderId,
    gateway: data.gateway,
    reason: data.reason,
  }),
});

const usageRow = (
  { organisationId, position, metadata }: AccountRecord,
  data: UsageCharged['data'],
): TransactionChange => ({
  organisationId,
  transactionId: `usage-${data.runId}`,
  position,
  type: 'USAGE',
  credits: NO_CREDITS,
  overrun: false,
  occurredAt: data.chargedAt,
  actor: metadata.actor,
  month: monthOf(data.chargedAt, data.timeZone),
  details: {
    runId: data.runId,
    usageType: data.usageType,
    photoEventId: data.photoEvent.id,
    photoEventName: data.photoEvent.name,
  },
});

const beyondHold = (data: UsageCharged['data']): boolean =>
  data.overrun > NO_CREDITS || data.drawdowns.some((drawdown) => !drawdown.held);

const withoutMissing = (details: Readonly<Record<string, string | undefined>>): TransactionDetails =>
  Object.fromEntries(Object.entries(details).filter((entry): entry is [string, string] => entry[1] !== undefined));

const UPSERT = `
  insert into transactions as t
    (generation, organisation_id, transaction_id, position, type, credits, overrun, occurred_at, actor, month, details)
  select $1, organisation_id, transaction_id, position, type, credits, overrun, occurred_at, actor, month, details::jsonb
    from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::boolean[], $8::timestamptz[], $9::text[],
                $10::text[], $11::text[])
      as change (organisation_id, transaction_id, position, type, credits, overrun, occurred_at, actor, month, details)
  on conflict (generation, organisation_id, transaction_id) do update set
    credits = t.credits + excluded.credits,
    overrun = t.overrun or excluded.overrun
  returning t.organisation_id, t.transaction_id, t.position`;

/** Adds the changes to the rows of a generation. Returns those that opened a row. */
export async function applyTransactions(
  session: SqlSession,
  generation: number,
  changes: readonly TransactionChange[],
): Promise<readonly TransactionChange[]> {
  if (changes.length === 0) return [];
  const rows = await session.query<{ organisation_id: string; transaction_id: string; position: Position }>(UPSERT, [
    generation,
    changes.map((change) => change.organisationId),
    changes.map((change) => change.transactionId),
    changes.map((change) => change.position),
    changes.map((change) => change.type),
    changes.map((change) => change.credits),
    changes.map((change) => change.overrun),
    changes.map((change) => change.occurredAt),
    changes.map((change) => change.actor),
    changes.map((change) => change.month ?? null),
    changes.map((change) => JSON.stringify(change.details)),
  ]);
  // A row keeps the position of the event that opened it: where it is another one, the row was there before.
  const positions = new Map(rows.map((row) => [`${row.organisation_id}/${row.transaction_id}`, row.position]));
  return changes.filter(
    ({ organisationId, transactionId, position }) => positions.get(`${organisationId}/${transactionId}`) === position,
  );
}
