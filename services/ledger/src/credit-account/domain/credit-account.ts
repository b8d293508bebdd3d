import {
  addCredits,
  NO_CREDITS,
  subtractCredits,
  sumCredits,
  type Credits,
  type Currency,
  type RunId,
} from '@credit-ledger/kernel';
import type { Debt } from './debt.js';
import type { Hold } from './hold.js';
import type { Lot } from './lot.js';

/**
 * What deciding on an organisation's credits needs to know, and no more: it stays small however long the history is.
 *
 * Invariants: every lot has something left; lots stand in draw-down order; the pins of all holds on a lot add up to its
 * `pinned`; there is never debt while a lot has free credits.
 */
export type CreditAccount = {
  readonly openedIn: { readonly timeZone: string; readonly currency: Currency } | undefined;
  readonly lots: readonly Lot[];
  /** One per run: a further hold of the same run joins it. */
  readonly holds: ReadonlyMap<RunId, Hold>;
  /** What found no credits, one entry per run or reversal, oldest first. */
  readonly debt: readonly Debt[];
  readonly additionIds: ReadonlySet<string>;
  /** The last sequence handled per source; anything not above it is a redelivery. */
  readonly sequences: ReadonlyMap<string, bigint>;
  readonly lastPurchase: Credits;
  /** The organisation's own threshold; undefined: a part of its last purchase. */
  readonly lowBalanceThresholdSet: Credits | undefined;
  /** The balance has been above the threshold since `LowBalanceReached` was last told. */
  readonly lowBalanceArmed: boolean;
  readonly depleted: boolean;
  /** How many refunds and reversals there were: one that was decided on what is no longer so is found out by it. */
  readonly corrections: number;
};

export const unopenedAccount = (): CreditAccount => ({
  openedIn: undefined,
  lots: [],
  holds: new Map(),
  debt: [],
  additionIds: new Set(),
  sequences: new Map(),
  lastPurchase: NO_CREDITS,
  lowBalanceThresholdSet: undefined,
  lowBalanceArmed: false,
  depleted: false,
  corrections: 0,
});

/** Sum of what is left in all lots, minus debt. */
export const balanceOf = (account: CreditAccount): Credits =>
  subtractCredits(sumCredits(account.lots.map((lot) => lot.remaining)), debtOf(account));

/** Credits pinned by open holds. */
export const heldOf = (account: CreditAccount): Credits => sumCredits(account.lots.map((lot) => lot.pinned));

/** What a new run may take. Negative in debt. */
export const availableOf = (account: CreditAccount): Credits => subtractCredits(balanceOf(account), heldOf(account));

export const debtOf = (account: CreditAccount): Credits => sumCredits(account.debt.map((debt) => debt.credits));

/**
 * What found no credits, as debt that the account takes on.
 * @throws InvariantViolation when no account can owe so much: else every later command of it would fail.
 */
export function owing(account: CreditAccount, shortfall: Credits): Credits {
  if (shortfall > NO_CREDITS) addCredits(debtOf(account), shortfall);
  return shortfall;
}

// The threshold at which an organisation that has set none is told that credits run out: a tenth of its last purchase, at
// least 100.
const LOW_BALANCE_PARTS = 10n;
const LOW_BALANCE_MIN = 100n;

export type ThresholdBasis = Pick<CreditAccount, 'lastPurchase' | 'lowBalanceThresholdSet'>;

/** A balance at or below this is low. A fraction of a credit is rounded up. */
export const lowBalanceThreshold = (account: ThresholdBasis): Credits => {
  if (account.lowBalanceThresholdSet !== undefined) return account.lowBalanceThresholdSet;
  const share = addCredits(account.lastPurchase, (LOW_BALANCE_PARTS - 1n) as Credits) / LOW_BALANCE_PARTS;
  return (share > LOW_BALANCE_MIN ? share : LOW_BALANCE_MIN) as Credits;
};
