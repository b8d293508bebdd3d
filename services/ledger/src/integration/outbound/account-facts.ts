import { create, toBinary, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import { ledger } from '@credit-ledger/contracts';
import { assertNever } from '@credit-ledger/kernel';
import type { CreditAccountEvent } from '../../credit-account/domain/credit-account.events.js';
import type { Portion } from '../../credit-account/domain/draw-down.js';
import type { BalanceChange } from '../../balance/balance-change.js';

/** A fact as bytes with its protobuf type. */
export type Fact = { readonly type: string; readonly payload: Uint8Array };

/**
 * The fact that tells other services of an event, with the account as it stood after it; undefined when the event has no
 * fact of its own and is told, together with others, as `BalanceChanged`.
 */
export function factOf(event: CreditAccountEvent, organisationId: string, after: BalanceChange): Fact | undefined {
  const base = { organisationId, account: accountOf(after) };
  switch (event.type) {
    case 'CreditsAdded': {
      const { additionId, credits } = event.data;
      return fact(ledger.CreditsAddedSchema, { ...base, additionId, credits });
    }
    case 'HoldPlaced': {
      const { holdId, runId, requested, pins } = event.data;
      return fact(ledger.HoldPlacedSchema, { ...base, holdId, runId, requested, granted: sumOf(pins) });
    }
    case 'HoldRefused': {
      const { holdId, runId, requested, code } = event.data;
      return fact(ledger.HoldRefusedSchema, { ...base, holdId, runId, requested, code });
    }
    case 'HoldExtended': {
      const { holdId, runId, pins } = event.data;
      return fact(ledger.HoldExtendedSchema, { ...base, holdId, runId, added: sumOf(pins) });
    }
    case 'HoldExhausted': {
      const { holdId, runId } = event.data;
      return fact(ledger.HoldExhaustedSchema, { ...base, holdId, runId });
    }
    case 'HoldReleased': {
      const { holdId, runId, returned } = event.data;
      return fact(ledger.HoldReleasedSchema, { ...base, holdId, runId, returned: sumOf(returned) });
    }
    case 'UsageRefunded': {
      const { refundId, runId, credits } = event.data;
      return fact(ledger.UsageRefundedSchema, { ...base, refundId, runId, credits });
    }
    case 'PurchaseReversed': {
      const { reversalId, paymentId, credits } = event.data;
      return fact(ledger.PurchaseReversedSchema, { ...base, reversalId, paymentId, credits });
    }
    case 'BalanceDepleted':
      return fact(ledger.BalanceDepletedSchema, base);
    case 'LowBalanceReached':
      return fact(ledger.LowBalanceReachedSchema, { ...base, threshold: event.data.threshold });
    case 'BalanceRestored':
      return fact(ledger.BalanceRestoredSchema, base);
    case 'AccountOpened':
    case 'DebtRepaid':
    case 'UsageCharged':
    case 'LowBalanceThresholdSet':
    case 'MessageNoted':
      return undefined;
    default:
      return assertNever(event);
  }
}

export const balanceChanged = (organisationId: string, after: BalanceChange): Fact =>
  fact(ledger.BalanceChangedSchema, { organisationId, account: accountOf(after) });

const accountOf = ({ balance, held }: BalanceChange) => ({ balance, held, available: balance - held });

const fact = <Schema extends DescMessage>(schema: Schema, message: MessageInitShape<Schema>): Fact => ({
  type: schema.typeName,
  payload: toBinary(schema, create(schema, message)),
});

const sumOf = (portions: readonly Portion[]): bigint => portions.reduce((sum, portion) => sum + portion.credits, 0n);
