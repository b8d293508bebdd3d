import type { Credits, Currency, Instant, PhotoEventId, RunId } from '@credit-ledger/kernel';
import type { Owed, ReversalId } from './debt.js';
import type { Portion } from './draw-down.js';
import type { HoldId } from './hold.js';
import type { AdditionSource, LotId, UnitPrice } from './lot.js';

/** Everything that ever happens to an organisation's credits. Stored for ever: names and fields are never changed. */
export type CreditAccountEvent =
  | AccountOpened
  | CreditsAdded
  | DebtRepaid
  | HoldPlaced
  | HoldRefused
  | HoldExtended
  | HoldExhausted
  | HoldReleased
  | UsageCharged
  | UsageRefunded
  | PurchaseReversed
  | LowBalanceThresholdSet
  | BalanceDepleted
  | LowBalanceReached
  | BalanceRestored
  | MessageNoted;

type EventOf<Type extends string, Data> = { readonly type: Type; readonly data: Readonly<Data> };

export type PhotoEvent = { readonly id: PhotoEventId; readonly name: string };

/** The organisation was registered. Credits and usage may have arrived before. */
export type AccountOpened = EventOf<
  'AccountOpened',
  { region: string; currency: Currency; timeZone: string; openedAt: Instant }
>;

/** Credits arrived and opened a lot. */
export type CreditsAdded = EventOf<
  'CreditsAdded',
  {
    additionId: string;
    lotId: LotId;
    source: AdditionSource;
    credits: Credits;
    unitPrice: UnitPrice;
    currency: Currency;
    addedAt: Instant;
    expiresAt: Instant | undefined;
    paymentId: string | undefined;
    orderId: string | undefined;
    gateway: string | undefined;
    reason: string | undefined;
  }
>;

/** Credits became free while some were owed, and paid for it. */
export type DebtRepaid = EventOf<'DebtRepaid', { repayments: readonly Repayment[] }>;
export type Repayment = Portion & { readonly owed: Owed };

export type HoldPlaced = EventOf<
  'HoldPlaced',
  {
    holdId: HoldId;
    runId: RunId;
    usageType: string;
    photoEvent: PhotoEvent;
    requested: Credits;
    /** What was set aside, in draw-down order. */
    pins: readonly Portion[];
  }
>;

export type HoldRefused = EventOf<
  'HoldRefused',
  {
    holdId: HoldId;
    runId: RunId;
    usageType: string;
    photoEvent: PhotoEvent;
    requested: Credits;
    available: Credits;
    code: HoldRefusalCode;
  }
>;
/** Nothing was available, or, all or nothing, less than was asked for. */
export type HoldRefusalCode = 'ledger.no_credits_available' | 'ledger.insufficient_credits';

/** Little was left of the hold, and more was to be had. */
export type HoldExtended = EventOf<'HoldExtended', { holdId: HoldId; runId: RunId; pins: readonly Portion[] }>;

/** The hold was spent to the last credit and nothing more was free: it is closed, and its run pauses. */
export type HoldExhausted = EventOf<'HoldExhausted', { holdId: HoldId; runId: RunId }>;

/** The run ended, or nobody used its hold for long; what was left of it is free again. */
export type HoldReleased = EventOf<
  'HoldReleased',
  { holdId: HoldId; runId: RunId; reason: RunOutcome | 'EXPIRED'; returned: readonly Portion[] }
>;
export type RunOutcome = 'COMPLETED' | 'CANCELLED';

/** Finished work was charged. credits = all drawdowns + overrun. */
export type UsageCharged = EventOf<
  'UsageCharged',
  {
    chargeId: string;
    runId: RunId;
    usageType: string;
    /** The run's own usage type; an option of the run is charged under a type of its own. */
    runUsageType: string;
    photoEvent: PhotoEvent;
    credits: Credits;
    drawdowns: readonly Drawdown[];
    /** What found no credits and is owed. */
    overrun: Credits;
    photoCount: bigint;
    /** SHA-256 of the sorted keys of the photos it pays for, in hex. */
    photoDigest: string;
    rateCardVersion: number;
    /** Of the organisation's own rates, when they priced it. */
    rateOverrideVersion: number | undefined;
    /** Decides the month, in `timeZone`. */
    chargedAt: Instant;
    /** The publisher's own time had to be replaced by `chargedAt`. */
    effectiveAtReplaced: boolean;
    timeZone: string;
  }
>;
/** Credits taken from a lot: out of the run's hold, or, `held` false, out of what was free. */
export type Drawdown = Portion & { readonly held: boolean };

/** Staff gave back credits that a run was charged. credits = forgiven + all lots. */
export type UsageRefunded = EventOf<
  'UsageRefunded',
  {
    refundId: string;
    runId: RunId;
    runUsageType: string;
    photoEvent: PhotoEvent;
    credits: Credits;
    /** What the run still owed of it, which nobody has to repay any more. */
    forgiven: Credits;
    /** New lots, one for each that had paid, at its price. */
    lots: readonly RefundLot[];
    reason: string;
    refundedAt: Instant;
  }
>;
export type RefundLot = Portion & {
  readonly sourceLotId: LotId;
  readonly unitPrice: UnitPrice;
  readonly currency: Currency;
};

/** Staff took back credits of a purchase. credits = all removals + owed. */
export type PurchaseReversed = EventOf<
  'PurchaseReversed',
  {
    reversalId: ReversalId;
    paymentId: string;
    credits: Credits;
    /** What was free: of the purchase's own lot first, and, forced, of others. */
    removals: readonly Portion[];
    /** What was spent or held already, and was forced. */
    owed: Credits;
    forced: boolean;
    reason: string;
    reversedAt: Instant;
  }
>;

/** The balance at or below which the organisation wants to be told; undefined: the usual one again. */
export type LowBalanceThresholdSet = EventOf<'LowBalanceThresholdSet', { threshold: Credits | undefined }>;

/** The balance, held credits included, came to zero. */
export type BalanceDepleted = EventOf<'BalanceDepleted', { balance: Credits }>;
/** The balance came down to the threshold; told once until it has been above again. */
export type LowBalanceReached = EventOf<'LowBalanceReached', { balance: Credits; threshold: Credits }>;
/** The balance is above zero again. */
export type BalanceRestored = EventOf<'BalanceRestored', { balance: Credits }>;

/** A message was handled and nothing had to change; stored so that its redelivery is known. */
export type MessageNoted = EventOf<'MessageNoted', { message: string; reason: string }>;
