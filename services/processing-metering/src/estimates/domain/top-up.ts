import { credits, NO_CREDITS, type Credits } from '@credit-ledger/kernel';

/** Domain rule "orders.quantity": no purchase is smaller. Billing enforces it; here it only shapes the advice. */
export const PURCHASE_MIN = credits(1_000n);

/**
 * Domain rule "estimates.before-a-run": nothing when it fits, else the larger of the smallest purchase and what lets the
 * work run with a tenth to spare. `available` is negative in debt, which the top-up then covers too.
 */
export function recommendedTopUp(needed: Credits, available: Credits): Credits {
  if (needed <= available) return NO_CREDITS;
  const spare = credits((needed * 11n + 9n) / 10n - available);
  return spare > PURCHASE_MIN ? spare : PURCHASE_MIN;
}
