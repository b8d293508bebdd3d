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

const processing = fc.record({
  usageType: fc.constant('PHOTO_PROCESSING'),
  runId: fc.constantFrom('run-1', 'run-2', 'run-3'),
  photoEventId: fc.constantFrom(2013, 2014),
  bibSearch: fc.boolean(),
  selfieSearch: fc.boolean(),
  storeOriginals: fc.boolean(),
  photoIds,
});
const imagesOf = (usageType: string) =>
  fc.record({
    usageType: fc.constant(usageType),
    runId: fc.constantFrom(`${usageType}-1`, `${usageType}-2`),
    photoEventId: fc.constantFrom(2013, 2014),
    photoIds,
    failedPhotoIds: fc.option(photoIds, { nil: undefined }),
  });
/** Of the runs of images, of which every finished image is remembered. */
const failures = fc.record({
  runId: fc.constantFrom('AI_IMAGE_ROTATION-1', 'WATERMARK_REPROCESSING-2'),
  photoIds: fc.constant(undefined),
  failedPhotoIds: photoIds,
});
const report = fc.oneof(
  ...[processing, imagesOf('AI_IMAGE_ROTATION'), imagesOf('WATERMARK_REPROCESSING')],
  failures as typeof processing | typeof failures,
);

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

export type ExpectedCharges = { readonly keys: readonly string[]; readonly credits: Readonly<Record<string, bigint>> };

/**
 * What must be charged, by the rules alone: every photo that was ever processed with a search on, once; every original that
 * was ever stored, once; every image once per run, a tenth of a credit for a watermark, rounded up over the run.
 */
export function whatToCharge(reports: readonly UsageReport[]): ExpectedCharges {
  const keys = new Set<string>();
  const watermarked = new Map<string, Set<string>>();
  for (const { organisationId, runId, photoEvent, usage } of reports) {
    for (const photoId of usage.photoIds) {
      if (usage.type === 'PHOTO_PROCESSING') {
        const add = (component: string) => keys.add(`${organisationId}/${photoEvent.id}/${component}/${photoId}`);
        if (usage.bibSearch || usage.selfieSearch) add('PROCESSING');
        if (usage.storeOriginals) add('ORIGINALS');
        continue;
      }
      if (usage.type === undefined) continue;
      keys.add(`${organisationId}/${runId}/${usage.type}/${photoId}`);
      if (usage.type === 'AI_IMAGE_ROTATION') continue;
      watermarked.set(runId, (watermarked.get(runId) ?? new Set()).add(photoId));
    }
  }
  const count = (part: string) => BigInt([...keys].filter((key) => key.includes(`/${part}/`)).length);
  const credits = {
    PHOTO_PROCESSING: count('PROCESSING'),
    STORE_ORIGINALS: count('ORIGINALS'),
    AI_IMAGE_ROTATION: count('AI_IMAGE_ROTATION'),
    WATERMARK_REPROCESSING: [...watermarked.values()].reduce((sum, { size }) => sum + BigInt(Math.ceil(size / 10)), 0n),
  };
  return { keys: [...keys].sort(), credits };
}

/** Per run, the photos that ever failed and were never done: it does not matter which was told first. */
export function failedPhotosOf(reports: readonly UsageReport[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const runId of new Set(reports.map((report) => report.runId))) {
    const ofRun = reports.filter((report) => report.runId === runId);
    const done = new Set<string>(ofRun.flatMap(({ usage }) => usage.photoIds));
    const failed = new Set<string>(ofRun.flatMap(({ failedPhotoIds }) => failedPhotoIds));
    counts[runId] = [...failed].filter((photoId) => !done.has(photoId)).length;
  }
  return counts;
}
