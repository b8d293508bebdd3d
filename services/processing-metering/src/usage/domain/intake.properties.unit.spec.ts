import { describe, expect, it } from '@jest/globals';
import { parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import fc from 'fast-check';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import { usageScenarios, whatToCharge } from '../../../test/usage-scenarios.js';
import { addShares, NO_SHARE, type Share } from '../../rate-card/domain/share.js';
import { runKey } from './group-by-run.js';
import { planIntake } from './plan-intake.js';
import type { PhotoKey } from './photo-key.js';
import { settleIntake } from './settle-intake.js';
import { settleShares } from './settle-shares.js';
import type { UsageReport } from './usage-report.js';

const NOW = parseInstant('2026-11-21T09:30:00Z');
const scenarios = usageScenarios(parseOrganisationId('boston-athletics'));

/** The intake on a set and a map instead of tables. */
function intake(batches: readonly (readonly UsageReport[])[]) {
  const charged = new Set<PhotoKey>();
  const shares = new Map<string, Share>();
  const settled = batches.map((batch) => {
    const plan = planIntake(batch, () => FIRST_RATE_CARD, NOW);
    const isNew = new Set([...plan.photos, ...plan.images].map(({ key }) => key).filter((key) => !charged.has(key)));
    isNew.forEach((key) => charged.add(key));
    const found = settleIntake(plan, (key) => isNew.has(key));
    const sums = plan.runs.map(({ first }, run) =>
      addShares(shares.get(runKey(first)) ?? NO_SHARE, found.runs[run]?.share ?? NO_SHARE),
    );
    plan.runs.forEach(({ first }, run) => shares.set(runKey(first), sums[run] ?? NO_SHARE));
    return { plan, ...settleShares(plan, found, sums) };
  });
  return { charged, settled };
}

type Settled = ReturnType<typeof intake>['settled'];

function creditsByType(settled: Settled): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const type of ['PHOTO_PROCESSING', 'STORE_ORIGINALS', 'AI_IMAGE_ROTATION', 'WATERMARK_REPROCESSING']) {
    sums[type] = settled
      .flatMap(({ plan, charges }) => charges.filter((_, index) => plan.charges[index]?.usageType === type))
      .reduce((sum, charge) => sum + (charge?.credits ?? 0n), 0n);
  }
  return sums;
}

describe('splitting, merging, reordering and redelivering batches', () => {
  it('changes neither what is charged nor the credits of any usage type', () => {
    fc.assert(
      fc.property(scenarios, ({ reports, redelivered }) => {
        const expected = whatToCharge(reports);
        for (const batches of [[reports], reports.map((report) => [report]), redelivered]) {
          const { charged, settled } = intake(batches);
          expect([...charged].sort()).toEqual(expected.keys);
          expect(creditsByType(settled)).toEqual(expected.credits);
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
          for (const { counts } of [...reports, ...runs]) {
            expect(counts.newPhotos + counts.alreadyCharged + counts.freePhotos).toBe(counts.photos);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('charges each run what its reports are answered to cost, in whole credits above zero', () => {
    fc.assert(
      fc.property(scenarios, ({ redelivered }) => {
        for (const { plan, reports, runs, charges } of intake(redelivered).settled) {
          runs.forEach(({ counts }, run) => {
            const answered = (plan.runs[run]?.reports ?? []).map(
              (index): bigint => reports[index]?.counts.credits ?? 0n,
            );
            const told = charges.filter((_, index) => plan.charges[index]?.run === run);
            expect(answered.reduce((sum, credits) => sum + credits, 0n)).toBe(counts.credits);
            expect(told.reduce((sum, charge) => sum + (charge?.credits ?? 0n), 0n)).toBe(counts.credits);
            for (const charge of told) if (charge !== undefined) expect(charge.credits).toBeGreaterThan(0n);
          });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
