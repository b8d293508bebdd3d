import { EventVersions, type JsonData as Json } from '@credit-ledger/event-sourcing';
import type { Credits, Instant } from '@credit-ledger/kernel';
import type { CreditAccountEvent } from './domain/credit-account.events.js';

type Encoded = { readonly type: string; readonly schemaVersion: number; readonly data: string };
type EventType = CreditAccountEvent['type'];

/** What was ever stored of an account. Every version of every type has a golden event in `test/golden`. */
export const creditAccountEventVersions = new EventVersions<EventType>({
  AccountOpened: [],
  CreditsAdded: [],
  // Only usage could be owed.
  DebtRepaid: [(data) => ({ repayments: (data['repayments'] as Json[]).map(forRun) })],
  HoldPlaced: [],
  HoldRefused: [],
  HoldExtended: [],
  HoldExhausted: [],
  HoldReleased: [],
  // A run had no options that are charged beside it.
  UsageCharged: [(data) => ({ ...data, runUsageType: data['usageType'] })],
  UsageRefunded: [],
  PurchaseReversed: [],
  LowBalanceThresholdSet: [],
  BalanceDepleted: [],
  LowBalanceReached: [],
  BalanceRestored: [],
  MessageNoted: [],
});

function forRun({ runId, ...portion }: Json): Json {
  return { ...portion, owed: { type: 'USAGE', id: runId } };
}

/** Stored JSON: credits and other bigints are decimal strings, a missing value is left out. */
export const creditAccountEventCodec = {
  encode: (event: CreditAccountEvent): Encoded => ({
    type: event.type,
    schemaVersion: creditAccountEventVersions.current(event.type),
    data: JSON.stringify(withDigits(event.data)),
  }),

  /** @throws InvariantViolation for a type or version this release does not know: a poison event stops its reader. */
  decode: ({ type, schemaVersion, data }: Encoded): CreditAccountEvent => {
    const upcasted = creditAccountEventVersions.upcast(type, schemaVersion, JSON.parse(data) as Json);
    // The one place where stored text becomes a domain event: each decoder below restores what JSON cannot hold.
    return { type, data: DECODERS[type as EventType](upcasted) } as CreditAccountEvent;
  },
};

/**
 * Bigints as decimal digits, in an event's data and in its lists of portions, which is where they are: a replacer would be
 * called for every value there is. Keys keep their order, because the text is hashed; a bigint anywhere else throws.
 */
function withDigits(data: object): object {
  const copy: Json = { ...data };
  for (const key in copy) {
    const value = copy[key];
    if (typeof value === 'bigint') copy[key] = value.toString();
    else if (Array.isArray(value)) copy[key] = value.map(withDigits);
  }
  return copy;
}

const creditsOf = (value: unknown): Credits => BigInt(value as string) as Credits;
const asStored = (data: Json): Json => data;
// In place, here and below: the parsed text is ours alone, and copies would cost as much as parsing it does.
const restored = (data: Json, fields: Json): Json => Object.assign(data, fields);
const portionsOf = (value: unknown): readonly Json[] =>
  (value as readonly Json[]).map((portion) => restored(portion, { credits: creditsOf(portion['credits']) }));
const withPins = (data: Json): Json => restored(data, { pins: portionsOf(data['pins']) });
const withBalance = (data: Json): Json => restored(data, { balance: creditsOf(data['balance']) });
const optional = <Value>(value: unknown): Value | undefined => value as Value | undefined;

const DECODERS: Readonly<Record<EventType, (data: Json) => Json>> = {
  AccountOpened: asStored,
  CreditsAdded: (data) =>
    restored(data, {
      credits: creditsOf(data['credits']),
      expiresAt: optional<Instant>(data['expiresAt']),
      paymentId: optional<string>(data['paymentId']),
      orderId: optional<string>(data['orderId']),
      gateway: optional<string>(data['gateway']),
      reason: optional<string>(data['reason']),
    }),
  DebtRepaid: (data) => restored(data, { repayments: portionsOf(data['repayments']) }),
  HoldPlaced: (data) => restored(withPins(data), { requested: creditsOf(data['requested']) }),
  HoldRefused: (data) =>
    restored(data, { requested: creditsOf(data['requested']), available: creditsOf(data['available']) }),
  HoldExtended: withPins,
  HoldExhausted: asStored,
  HoldReleased: (data) => restored(data, { returned: portionsOf(data['returned']) }),
  UsageCharged: (data) =>
    restored(data, {
      credits: creditsOf(data['credits']),
      drawdowns: portionsOf(data['drawdowns']),
      overrun: creditsOf(data['overrun']),
      photoCount: BigInt(data['photoCount'] as string),
      rateOverrideVersion: optional<number>(data['rateOverrideVersion']),
    }),
  UsageRefunded: (data) =>
    restored(data, {
      credits: creditsOf(data['credits']),
      forgiven: creditsOf(data['forgiven']),
      lots: portionsOf(data['lots']),
    }),
  PurchaseReversed: (data) =>
    restored(data, {
      credits: creditsOf(data['credits']),
      removals: portionsOf(data['removals']),
      owed: creditsOf(data['owed']),
    }),
  LowBalanceThresholdSet: ({ threshold }) => ({
    threshold: threshold === undefined ? undefined : creditsOf(threshold),
  }),
  BalanceDepleted: withBalance,
  LowBalanceReached: (data) => restored(withBalance(data), { threshold: creditsOf(data['threshold']) }),
  BalanceRestored: withBalance,
  MessageNoted: asStored,
};
