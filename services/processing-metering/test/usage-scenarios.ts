import fc from 'fast-check';
import type { OrganisationId } from '@credit-ledger/kernel';
import type { UsageReport } from '../src/usage/domain/usage-report.js';
import { sampleReport } from './sample-report.js';

/** One history of reports, and another way in which the same history could have been delivered. */
export type UsageScenario = {
  readonly reports: readonly UsageReport[];
  /** The same reports, some of them several times, in another order, cut into batches anywhere. */
  readonly redelivered: readonly (readonly UsageReport[])[];
};

const photoIds = fc.array(
  fc.integer({ min: 0, max: 15 }).map((photo) => `photo-${photo}`),
  { minLength: 1, maxLength: 6 },
);

const report = fc.record({
  runId: fc.constantFrom('run-1', 'run-2', 'run-3'),
  photoEventId: fc.constantFrom(2013, 2014),
  bibSearch: fc.boolean(),
  selfieSearch: fc.boolean(),
  photoIds,
});

/** Few photos and few runs, so that reports overlap all the time. */
export const usageScenarios = (organisationId: OrganisationId): fc.Arbitrary<UsageScenario> =>
  fc.array(report, { minLength: 1, maxLength: 12 }).chain((fields) => {
    const reports = fields.map((change) => sampleReport({ organisationId, ...change }));
    const extra = fc.array(fc.nat({ max: reports.length - 1 }), { maxLength: 8 });
    return extra
      .map((repeated) => [...reports, ...repeated.map((index) => reports[index] as UsageReport)])
      .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
      .chain((all) => batchesOf(all))
      .map((redelivered) => ({ reports, redelivered }));
  });

const batchesOf = (all: readonly UsageReport[]): fc.Arbitrary<UsageReport[][]> =>
  fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }).map((cuts) =>
    all.reduce<UsageReport[][]>((batches, one, index) => {
      const last = batches.at(-1);
      if (last === undefined || cuts[index]) return [...batches, [one]];
      last.push(one);
      return batches;
    }, []),
  );

/** What must be charged, by the rule alone: every photo that was ever processed with a search on, once. */
export const photosToCharge = (reports: readonly UsageReport[]): readonly string[] => {
  const photos = reports
    .filter(({ usage }) => usage.bibSearch || usage.selfieSearch)
    .flatMap(({ photoEvent, usage }) => usage.photoIds.map((photoId) => `${photoEvent.id}/${photoId}`));
  return [...new Set(photos)].sort();
};
