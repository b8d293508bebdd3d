import { type Credits, DomainError, parseCredits } from '@credit-ledger/kernel';

/** The least that may be bought at once, on every plan. */
export const MIN_PURCHASE_CREDITS = 1_000n;
/** The most that one order may hold. */
export const MAX_PURCHASE_CREDITS = 10_000_000n;

export class CreditsBelowMinimumError extends DomainError {
  readonly code = 'billing.credits_below_minimum';

  constructor() {
    super(`at least ${MIN_PURCHASE_CREDITS} credits must be bought`, {
      field: 'credits',
      minimum: Number(MIN_PURCHASE_CREDITS),
    });
  }
}

export class CreditsAboveMaximumError extends DomainError {
  readonly code = 'billing.credits_above_maximum';

  constructor() {
    super(`at most ${MAX_PURCHASE_CREDITS} credits may be bought in one order`, {
      field: 'credits',
      maximum: Number(MAX_PURCHASE_CREDITS),
    });
  }
}

export class CreditsNotWholeError extends DomainError {
  readonly code = 'billing.credits_not_whole';

  constructor() {
    super('credits are whole numbers', { field: 'credits' });
  }
}

/**
 * How many credits somebody may buy at once: a whole number from 1,000 to 10,000,000.
 *
 * @throws CreditsNotWholeError, CreditsBelowMinimumError, CreditsAboveMaximumError
 */
export function parsePurchaseQuantity(value: number): Credits {
  if (!Number.isInteger(value)) throw new CreditsNotWholeError();
  if (value < MIN_PURCHASE_CREDITS) throw new CreditsBelowMinimumError();
  if (value > MAX_PURCHASE_CREDITS) throw new CreditsAboveMaximumError();
  return parseCredits(value);
}
