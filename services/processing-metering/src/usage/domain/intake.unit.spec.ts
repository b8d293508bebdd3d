import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '@credit-ledger/kernel';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import { sampleReport } from '../../../test/sample-report.js';
import { addShares, NO_SHARE, type Share } from '../../rate-card/domain/share.js';
import { planIntake, type IntakePlan } from './plan-intake.js';
import type { PhotoKey } from './photo-key.js';
import { settleIntake } from './settle-intake.js';
import { settleShares } from './settle-shares.js';
import type { RawUsageReport, UsageReport } from './usage-report.js';

const ACCEPTED_AT = parseInstant('2026-11-21T09:30:00Z');

const plan = (...reports: UsageReport[]): IntakePlan => planIntake(reports, () => FIRST_RATE_CARD, ACCEPTED_AT);
const settle = (reports: UsageReport[], charged: string[] = []) =>
  settleIntake(plan(...reports), (key) => !charged.includes(key));

describe('the plan of a batch', () => {
  it('inserts photos in byte order, whatever order they were reported in', () => {
    const { photos } = plan(
      sampleReport({ photoIds: ['b', 'a'] }),
      sampleReport({ photoIds: ['z'], organisationId: 'athens' }),
      sampleReport({ photoIds: ['B', 'a/b'] }),
    );
    const keys = photos.map(({ key }) => key);
    expect(keys).toEqual([...keys].sort());
    expect(keys[0]).toBe('athens/2014/PROCESSING/z');
  });

  it('locks runs by organisation and run id', () => {
    const { runs } = plan(
      sampleReport({ runId: 'run-2' }),
      sampleReport({ runId: 'run-1' }),
      sampleReport({ runId: 'run-9', organisationId: 'athens' }),
    );
    expect(runs.map(({ first }) => first.runId)).toEqual(['run-9', 'run-1', 'run-2']);
  });

  it('names a photo once and gives it to the first report that brought it', () => {
    const { photos, charges } = plan(
      sampleReport({ photoIds: ['a'], runId: 'run-2' }),
      sampleReport({ photoIds: ['a'], runId: 'run-1' }),
    );
    expect(photos.map(({ report }) => report)).toEqual([0]);
    expect(photos.map(({ charge }) => charges[charge])).toEqual([{ run: 1, usageType: 'PHOTO_PROCESSING' }]);
  });

  it('keeps the same photo id of another photo event and of another organisation apart', () => {
    const { photos } = plan(
      sampleReport(),
      sampleReport({ photoEventId: 2015 }),
      sampleReport({ organisationId: 'athens' }),
    );
    expect(photos).toHaveLength(3);
  });

  it('leaves out photos whose processing is free, so that they can be charged later', () => {
    const { photos, runs } = plan(sampleReport({ bibSearch: false }), sampleReport({ photoIds: ['photo-2'] }));
    expect(photos.map(({ photoId }) => photoId)).toEqual(['photo-2']);
    expect(runs).toHaveLength(1);
  });
});

describe('the settlement of a batch', () => {
  it('charges new photos only, and tells the reports apart', () => {
    const { reports } = settle(
      [sampleReport({ photoIds: ['a', 'b'] }), sampleReport({ photoIds: ['b', 'c', 'c'] })],
      ['boston-athletics/2014/PROCESSING/a'],
    );
    expect(reports.map(({ counts }) => counts)).toEqual([
      { photos: 2, newPhotos: 1, alreadyCharged: 1, freePhotos: 0, credits: 1n },
      { photos: 3, newPhotos: 1, alreadyCharged: 2, freePhotos: 0, credits: 1n },
    ]);
  });

  it('makes one charge per run with its photo keys in order and the latest effective time', () => {
    const { charges } = settle([
      sampleReport({ photoIds: ['c', 'a'], effectiveAt: '2026-11-19T00:00:00Z' }),
      sampleReport({ photoIds: ['b'], effectiveAt: '2026-11-20T00:00:00Z' }),
    ]);
    expect(charges).toEqual([
      {
        photoKeys: ['a', 'b', 'c'].map((id) => `boston-athletics/2014/PROCESSING/${id}` as PhotoKey),
        credits: 3n,
        effective: { effectiveAt: '2026-11-20T00:00:00.000Z', replaced: false },
      },
      undefined,
    ]);
  });

  it('makes no charge for a run without new photos, but counts what was reported', () => {
    const { runs, charges } = settle([sampleReport()], ['boston-athletics/2014/PROCESSING/photo-1']);
    expect(runs.map(({ counts }) => counts)).toEqual([
      { photos: 1, newPhotos: 0, alreadyCharged: 1, freePhotos: 0, credits: 0n },
    ]);
    expect(charges).toEqual([undefined, undefined]);
  });

  it('counts photos with both searches off as free', () => {
    const { reports, charges } = settle([sampleReport({ bibSearch: false, photoIds: ['a', 'b'] })]);
    expect(reports[0]?.counts).toEqual({ photos: 2, newPhotos: 0, alreadyCharged: 0, freePhotos: 2, credits: 0n });
    expect(charges).toEqual([undefined, undefined]);
  });

  const ORIGINALS = { photoIds: ['a'], storeOriginals: true };
  const PROCESSED = 'boston-athletics/2014/PROCESSING/a';
  const STORED = 'boston-athletics/2014/ORIGINALS/a';

  it.each<[string, Partial<RawUsageReport>, string[], [bigint, bigint], [number, number, number]]>([
    ['processed and stored', ORIGINALS, [], [1n, 1n], [1, 0, 0]],
    ['processed before, stored now', ORIGINALS, [PROCESSED], [0n, 1n], [1, 0, 0]],
    ['stored before, processed now', ORIGINALS, [STORED], [1n, 0n], [1, 0, 0]],
    ['both before', ORIGINALS, [PROCESSED, STORED], [0n, 0n], [0, 1, 0]],
    ['stored with both searches off', { ...ORIGINALS, bibSearch: false }, [], [0n, 1n], [1, 0, 0]],
    ['named twice', { ...ORIGINALS, photoIds: ['a', 'a'] }, [], [1n, 1n], [1, 1, 0]],
  ])('counts a photo once, and charges its original beside it: %s', (_, report, before, credits, numbers) => {
    const { reports, charges } = settle([sampleReport(report)], before);
    expect(charges.map((charge) => charge?.credits ?? 0n)).toEqual(credits);
    const counts = reports[0]?.counts;
    expect([counts?.newPhotos, counts?.alreadyCharged, counts?.freePhotos]).toEqual(numbers);
  });

  it('gives an original to the report that brought it, though another processed the photo', () => {
    const { reports } = settle([sampleReport({ photoIds: ['a'] }), sampleReport(ORIGINALS)]);
    expect(reports.map(({ counts, charges }) => [counts.newPhotos, counts.credits, charges])).toEqual([
      [1, 1n, [0]],
      [1, 1n, [1]],
    ]);
  });

  it('charges a rotated image once per run, also when another run rotated it', () => {
    const rotation = { usageType: 'AI_IMAGE_ROTATION', photoIds: ['a', 'b'] };
    const { charges } = settle(
      [sampleReport(rotation), sampleReport({ ...rotation, runId: 'run-2' })],
      ['boston-athletics/run-1/AI_IMAGE_ROTATION/a'],
    );
    expect(charges.map((charge) => charge?.credits)).toEqual([1n, undefined, 2n, undefined]);
  });
});

describe('the shares of watermarks', () => {
  const watermark = (...photoIds: string[]) => sampleReport({ usageType: 'WATERMARK_REPROCESSING', photoIds });
  const settled = (before: bigint, ...reports: UsageReport[]) => {
    const planned = plan(...reports);
    const found = settleIntake(planned, () => true);
    return settleShares(planned, found, [addShares(before as Share, found.runs[0]?.share ?? NO_SHARE)]);
  };

  it.each([
    [0n, 1n],
    [1_000n, 0n],
    [8_000n, 0n],
    [9_000n, 1n],
    [10_000n, 1n],
  ])('cost what the run’s sum so far, rounded up, has grown by: after %d, two photos cost %d', (before, credits) => {
    const { charges, runs } = settled(before, watermark('a', 'b'));
    expect([charges[0]?.credits ?? 0n, runs[0]?.counts.credits]).toEqual([credits, credits]);
  });

  it('are answered to the report whose photos made the credit full', () => {
    const { reports } = settled(9_000n, watermark('a'), watermark('b'), watermark('c'));
    expect(reports.map(({ counts }) => counts.credits)).toEqual([0n, 1n, 0n]);
  });
});
