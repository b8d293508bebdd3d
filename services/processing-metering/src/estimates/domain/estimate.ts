import { subtractCredits, type Credits } from '@credit-ledger/kernel';
import type { Rates } from '../../rate-card/domain/rate-card.js';
import { workCredits, type Work } from '../../rate-card/domain/work-credits.js';
import { checkEstimatedPhotos } from '../../runs/domain/estimated-photos.js';
import { recommendedTopUp } from './top-up.js';

/** The sums of an account; both are negative in debt. */
export type Funds = { readonly balance: Credits; readonly available: Credits };

export type Estimate = {
  readonly credits: Credits;
  readonly available: Credits;
  /** Negative when it does not fit. */
  readonly balanceAfter: Credits;
  readonly fits: boolean;
  readonly recommendedTopUp: Credits;
};

/**
 * Domain rule "estimates.before-a-run". Takes every photo for new: photos that were charged before cost nothing, so the run
 * may turn out cheaper, never dearer.
 * @throws InvalidValueError when a run of the type cannot have so many photos.
 */
export function estimate(work: Work, rates: Rates, { balance, available }: Funds): Estimate {
  checkEstimatedPhotos(work.usageType, work.photos, 'photos');
  const credits = workCredits(rates, work);
  return {
    credits,
    available,
    balanceAfter: subtractCredits(balance, credits),
    fits: credits <= available,
    recommendedTopUp: recommendedTopUp(credits, available),
  };
}
