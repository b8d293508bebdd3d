import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '@credit-ledger/kernel';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import { sampleReport } from '../../../test/sample-report.js';
import { planIntake, type IntakePlan } from './plan-intake.js';
import type { PhotoKey } from './photo-key.js';
import { settleIntake } from './settle-intake.js';
import type { UsageReport } from './usage-report.js';

const ACCEPTED_AT = parseInstant('2026-11-21T09:30:00Z');

const plan = (...reports: UsageReport[]): IntakePlan => planIntake(reports, FIRST_RATE_CARD, ACCEPTED_AT);
const settle = (reports: UsageReport[], charged: string[] = []) =>
  settleIntake(plan(...reports), (key) => !charged.includes(key));

describe('the plan of a batch', () => {
  it('inserts photos in byte order, whatever order they were reported in', () => {
    const { candidates } = plan(
      sampleReport({ photoIds: ['b', 'a'] }),
      sampleReport({ photoIds: ['z'], organisationId: 'athens' }),
      sampleReport({ photoIds: ['B', 'a/b'] }),
    );
    const keys = candidates.map(({ key }) => key);
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
    const { candidates } = plan(
      sampleReport({ photoIds: ['a'], runId: 'run-2' }),
      sampleReport({ photoIds: ['a'], runId: 'run-1' }),
    );
    expect(candidates.map(({ report, run }) => ({ report, run }))).toEqual([{ report: 0, run: 1 }]);
  });

  it('keeps the same photo id of another photo event and of another organisation apart', () => {
    const { candidates } = plan(
      sampleReport(),
      sampleReport({ photoEventId: 2015 }),
      sampleReport({ organisationId: 'athens' }),
    );
    expect(candidates).toHaveLength(3);
  });

  it('leaves out photos whose processing is free, so that they can be charged later', () => {
    const { candidates, runs } = plan(sampleReport({ bibSearch: false }), sampleReport({ photoIds: ['photo-2'] }));
    expect(candidates.map(({ photoId }) => photoId)).toEqual(['photo-2']);
    expect(runs).toHaveLength(1);
  });
});

describe('the settlement of a batch', () => {
  it('charges new photos only, and tells the reports apart', () => {
    const { reports } = settle(
      [sampleReport({ photoIds: ['a', 'b'] }), sampleReport({ photoIds: ['b', 'c', 'c'] })],
      ['boston-athletics/2014/PROCESSING/a'],
    );
    expect(reports).toEqual([
      { photos: 2, newPhotos: 1, alreadyCharged: 1, freePhotos: 0, credits: 1n },
      { photos: 3, newPhotos: 1, alreadyCharged: 2, freePhotos: 0, credits: 1n },
    ]);
  });

  it('makes one charge per run with its photo keys in order and the latest effective time', () => {
    const { runs } = settle([
      sampleReport({ photoIds: ['c', 'a'], effectiveAt: '2026-11-19T00:00:00Z' }),
      sampleReport({ photoIds: ['b'], effectiveAt: '2026-11-20T00:00:00Z' }),
    ]);
    expect(runs.map(({ charge }) => charge)).toEqual([
      {
        photoKeys: ['a', 'b', 'c'].map((id) => `boston-athletics/2014/PROCESSING/${id}` as PhotoKey),
        credits: 3n,
        effective: { effectiveAt: '2026-11-20T00:00:00.000Z', replaced: false },
      },
    ]);
  });

  it('makes no charge for a run without new photos, but counts what was reported', () => {
    const { runs } = settle([sampleReport()], ['boston-athletics/2014/PROCESSING/photo-1']);
    expect(runs).toEqual([
      { counts: { photos: 1, newPhotos: 0, alreadyCharged: 1, freePhotos: 0, credits: 0n }, charge: undefined },
    ]);
  });

  it('counts photos with both searches off as free', () => {
    const { reports, runs } = settle([sampleReport({ bibSearch: false, photoIds: ['a', 'b'] })]);
    expect(reports).toEqual([{ photos: 2, newPhotos: 0, alreadyCharged: 0, freePhotos: 2, credits: 0n }]);
    expect(runs[0]?.charge).toBeUndefined();
  });
});
