import { sum, type Charge } from './account-history.js';
import type { Differences } from './differences.js';
import type { Published, PublishedRun, RawFacts } from './raw-facts.js';
import type { ToldFigures, ToldRun } from './told-figures.js';

/** What each run says of itself, against its charges and the photos or images that were stored as charged. */
export function compareRuns(
  differences: Differences,
  { run, otherRuns, pauses }: ToldFigures,
  facts: RawFacts,
  published: Published,
): void {
  compareUsage(differences, run, facts, 'the run');
  differences.compare('pauses', pauses, facts.history.holdsExhausted);
  differences.compare('runs beside the race', otherRuns.length, published.otherRuns.length);
  for (const expected of published.otherRuns) {
    const told = otherRuns.find(({ runId }) => runId === expected.runId);
    if (told === undefined) differences.compare(`run ${expected.runId}`, 'not told', 'published');
    else compareOtherRun(differences, told, facts, expected);
  }
}

function compareUsage(differences: Differences, { runId, usage }: ToldRun, facts: RawFacts, name: string): void {
  differences.compare(`new photos of ${name}`, usage.newPhotos, facts.work.ofRun(runId));
  differences.compare(`free photos of ${name}`, usage.freePhotos, 0);
  differences.compare(`credits of ${name}`, usage.credits, sum(chargesOf(facts, runId).map(({ credits }) => credits)));
}

/** Each of its photos or images was reported once, so all are new. */
function compareOtherRun(differences: Differences, told: ToldRun, facts: RawFacts, expected: PublishedRun): void {
  const { runId, usageType, month, items } = expected;
  const name = `run ${runId}`;
  const charges = chargesOf(facts, runId);
  compareUsage(differences, told, facts, name);
  differences.compare(`reported photos of ${name}`, told.usage.reportedPhotos, items);
  differences.compare(`already charged photos of ${name}`, told.usage.alreadyChargedPhotos, 0);
  differences.compare(`usage type of ${name}`, usageType, distinct(charges.map((charge) => charge.usageType)));
  differences.compare(`month of ${name}`, month, distinct(charges.map((charge) => charge.month)));
}

const chargesOf = ({ history }: RawFacts, runId: string): readonly Charge[] =>
  [...history.charges.values()].filter((charge) => charge.runId === runId);

const distinct = (values: readonly string[]): string => [...new Set(values)].join(', ') || 'no charges';
