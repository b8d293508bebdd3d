import type { CommandMetadata } from '@credit-ledger/event-sourcing';
import type { Credits, Currency, Instant, RunId } from '@credit-ledger/kernel';
import type { PhotoEvent, RunOutcome } from './credit-account.events.js';
import type { ReversalId } from './debt.js';
import type { HoldId } from './hold.js';
import type { AdditionSource, UnitPrice } from './lot.js';
import type { PurchaseHistory } from './purchase-history.js';
import type { RunSpending } from './run-spending.js';

export type CreditAccountCommand =
  | OpenAccount
  | AddCredits
  | PlaceHold
  | ExpireHold
  | ChargeUsage
  | EndRun
  | RefundUsage
  | ReversePurchase
  | SetLowBalanceThreshold
  | NoteMessage;

type CommandOf<Type extends string, Data> = {
  readonly type: Type;
  readonly data: Readonly<Data>;
  readonly metadata: CommandMetadata;
};

export type OpenAccount = CommandOf<
  'OpenAccount',
  { region: string; currency: Currency; timeZone: string; registeredAt: Instant }
>;

export type AddCredits = CommandOf<
  'AddCredits',
  {
    additionId: string;
    source: AdditionSource;
    credits: Credits;
    unitPrice: UnitPrice;
    currency: Currency;
    addedAt: Instant;
    paymentId: string | undefined;
    orderId: string | undefined;
    gateway: string | undefined;
    reason: string | undefined;
  }
>;

/** Sets aside what is available, up to `credits`; or, all or nothing, exactly them. */
export type PlaceHold = CommandOf<
  'PlaceHold',
  { holdId: HoldId; runId: RunId; usageType: string; photoEvent: PhotoEvent; credits: Credits; allOrNothing: boolean }
>;

/** Nobody used the hold for long. */
export type ExpireHold = CommandOf<'ExpireHold', { holdId: HoldId; runId: RunId }>;

export type ChargeUsage = CommandOf<
  'ChargeUsage',
  {
    chargeId: string;
    runId: RunId;
    usageType: string;
    runUsageType: string;
    photoEvent: PhotoEvent;
    credits: Credits;
    photoCount: bigint;
    photoDigest: string;
    rateCardVersion: number;
    rateOverrideVersion: number | undefined;
    chargedAt: Instant;
    effectiveAtReplaced: boolean;
    timeZone: string;
  }
>;

/** The run was completed or cancelled. */
export type EndRun = CommandOf<'EndRun', { runId: RunId; outcome: RunOutcome }>;

/** Staff gives back credits of a run, decided on what was read of the account before. */
export type RefundUsage = CommandOf<
  'RefundUsage',
  { refundId: string; spending: RunSpending; credits: Credits; reason: string; refundedAt: Instant }
>;

/** Staff takes back credits of a purchase, decided on what was read of the account before. */
export type ReversePurchase = CommandOf<
  'ReversePurchase',
  {
    reversalId: ReversalId;
    purchase: PurchaseHistory;
    credits: Credits;
    forced: boolean;
    reason: string;
    reversedAt: Instant;
  }
>;

/** Undefined: the usual one again. */
export type SetLowBalanceThreshold = CommandOf<'SetLowBalanceThreshold', { threshold: Credits | undefined }>;

/** A sequenced message that does not concern the account, or that staff discarded. */
export type NoteMessage = CommandOf<'NoteMessage', { message: string; reason: string }>;
