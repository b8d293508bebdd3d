/** Free credits of a trial, and the least that can be bought at once. Domain rules "Plans" and "Credits". */
export const TRIAL_CREDITS = 200;
export const PURCHASE_MIN = 1_000;

/**
 * What to buy before the run starts, so that credits run out once on the way: half of what is needed. Where the smallest
 * purchase would pay for everything, the run starts on the trial credits alone (0). Up to 200 photos nothing can run out;
 * then the purchase is made all the same.
 */
export function firstPurchase(photos: number): number {
  if (photos <= TRIAL_CREDITS) return PURCHASE_MIN;
  if (photos <= TRIAL_CREDITS + PURCHASE_MIN) return 0;
  return Math.max(PURCHASE_MIN, Math.floor(photos / 2));
}

/**
 * What to buy for photos that are still to be processed. Domain rule "estimator": a tenth more than is needed, beyond what
 * is available, at least the minimum. `available` is negative in debt.
 */
export const topUp = (photosLeft: number, available: number): number =>
  Math.max(PURCHASE_MIN, Math.ceil((photosLeft * 11) / 10) - available);
