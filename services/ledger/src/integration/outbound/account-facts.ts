import { create, toBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
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
      return encode(ledger.CreditsAddedSchema, create(ledger.CreditsAddedSchema, { ...base, additionId, credits }));
    }
    case 'HoldPlaced': {
      const { holdId, runId, requested } = event.data;
      const granted = sumOf(event.data.pins);
      return encode(
        ledger.HoldPlacedSchema,
        create(ledger.HoldPlacedSchema, { ...base, holdId, runId, requested, granted }),
      );
    }
    case 'HoldRefused': {
      const { holdId, runId, requested, code } = event.data;
      return encode(
        ledger.HoldRefusedSchema,
        create(ledger.HoldRefusedSchema, { ...base, holdId, runId, requested, code }),
      );
    }
    case 'HoldExtended': {
      const { holdId, runId } = event.data;
      const added = sumOf(event.data.pins);
      return encode(ledger.HoldExtendedSchema, create(ledger.HoldExtendedSchema, { ...base, holdId, runId, added }));
    }
    case 'HoldExhausted': {
      const { holdId, runId } = event.data;
      return encode(ledger.HoldExhaustedSchema, create(ledger.HoldExhaustedSchema, { ...base, holdId, runId }));
    }
    case 'HoldReleased': {
      const { holdId, runId } = event.data;
      const returned = sumOf(event.data.returned);
      return encode(ledger.HoldReleasedSchema, create(ledger.HoldReleasedSchema, { ...base, holdId, runId, returned }));
    }
    case 'BalanceDepleted':
      return encode(ledger.BalanceDepletedSchema, create(ledger.BalanceDepletedSchema, base));
    case 'LowBalanceReached': {
      const { threshold } = event.data;
      return encode(ledger.LowBalanceReachedSchema, create(ledger.LowBalanceReachedSchema, { ...base, threshold }));
    }
    case 'BalanceRestored':
      return encode(ledger.BalanceRestoredSchema, create(ledger.BalanceRestoredSchema, base));
    case 'AccountOpened':
    case 'DebtRepaid':
    case 'UsageCharged':
    case 'MessageNoted':
      return undefined;
    default:
      return assertNever(event);
  }
}

export const balanceChanged = (organisationId: string, after: BalanceChange): Fact =>
  encode(
    ledger.BalanceChangedSchema,
    create(ledger.BalanceChangedSchema, { organisationId, account: accountOf(after) }),
  );

const accountOf = ({ balance, held }: BalanceChange) => ({ balance, held, available: balance - held });

const encode = <Schema extends DescMessage>(schema: Schema, message: MessageShape<Schema>): Fact => ({
  type: schema.typeName,
  payload: toBinary(schema, message),
});

const sumOf = (portions: readonly Portion[]): bigint => portions.reduce((sum, portion) => sum + portion.credits, 0n);
