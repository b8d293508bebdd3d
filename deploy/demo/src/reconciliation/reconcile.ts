import { compareCharges } from './compare-charges.js';
import { compareCredits } from './compare-credits.js';
import { compareCorrections } from './compare-corrections.js';
import { comparePhotos } from './compare-photos.js';
import { compareRuns } from './compare-runs.js';
import { Differences, type Difference } from './differences.js';
import type { Published, RawFacts } from './raw-facts.js';
import type { ToldFigures } from './told-figures.js';

export type Reconciliation = {
  /** How many comparisons were made. */
  readonly compared: number;
  /** Empty when every figure holds exactly. */
  readonly differences: readonly Difference[];
};

/**
 * Derives every figure a second time from the raw facts and compares. Pure, and independent by rule: nothing in this folder
 * imports a service, a projection or the ledger's `evolve`, so that a mistake there cannot be repeated here.
 */
export function reconcile(told: ToldFigures, facts: RawFacts, published: Published): Reconciliation {
  const differences = new Differences();
  comparePhotos(differences, told, facts, published);
  compareRuns(differences, told, facts, published);
  compareCredits(differences, told, facts.history);
  compareCorrections(differences, told, facts.history);
  compareCharges(differences, facts);
  return { compared: differences.compared, differences: differences.all };
}
