import { describe, expect, it } from '@jest/globals';
import { parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import fc from 'fast-check';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import { photosToCharge, usageScenarios } from '../../../test/usage-scenarios.js';
import { planIntake } from './plan-intake.js';
import type { PhotoKey } from './photo-key.js';
import { settleIntake } from './settle-intake.js';
import type { UsageReport } from './usage-report.js';

const NOW = parseInstant('2026-11-21T09:30:00Z');
const scenarios = usageScenarios(parseOrganisationId('boston-athletics'));

/** The intake on a set instead of a table. */
function intake(batches: readonly (readonly UsageReport[])[]) {
  const charged = new Set<PhotoKey>();
  const settled = batches.map((batch) => {
    const plan = planIntake(batch, FIRST_RATE_CARD, NOW);
    const result = settleIntake(plan, (key) => !charged.has(key));
    result.runs.forEach(({ charge }) => charge?.photoKeys.forEach((key) => charged.add(key)));
    return result;
  });
  return { charged, settled };
}

const photosOf = (charged: ReadonlySet<PhotoKey>): string[] =>
  [...charged].map((key) => key.replace('boston-athletics/', '').replace('/PROCESSING', '')).sort();

describe('splitting, merging, reordering and redelivering batches', () => {
  it('changes neither the charged photos nor the total credits', () => {
    fc.assert(
      fc.property(scenarios, ({ reports, redelivered }) => {
        const expected = photosToCharge(reports);
        for (const batches of [[reports], reports.map((report) => [report]), redelivered]) {
          const { charged, settled } = intake(batches);
          const credits = settled
            .flatMap(({ runs }) => runs)
            .reduce((sum, run) => sum + (run.charge?.credits ?? 0n), 0n);
          expect(photosOf(charged)).toEqual(expected);
          expect(credits).toBe(BigInt(expected.length));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('accounts for every photo of every report: new, charged already or free', () => {
    fc.assert(
      fc.property(scenarios, ({ redelivered }) => {
        const { settled } = intake(redelivered);
        for (const { reports, runs } of settled) {
          for (const { photos, newPhotos, alreadyCharged, freePhotos } of [
            ...reports,
            ...runs.map((run) => run.counts),
          ]) {
            expect(newPhotos + alreadyCharged + freePhotos).toBe(photos);
          }
          const newOfReports = reports.reduce((sum, counts) => sum + counts.newPhotos, 0);
          const paidFor = runs.reduce((sum, { charge }) => sum + (charge?.photoKeys.length ?? 0), 0);
          expect(newOfReports).toBe(paidFor);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
