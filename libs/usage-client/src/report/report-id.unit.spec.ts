import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NOW, sampleReport } from '../../test/sample-report.js';
import { parseReport } from './parse-report.js';
import { reportId } from './report-id.js';
import type { UsageReport } from './usage-report.js';

const idOf = (report: UsageReport, now = NOW) => reportId(parseReport(report, now), report.key);
const photos = (photoIds: string[], more = {}): Partial<UsageReport> => ({
  usage: { type: 'PHOTO_PROCESSING', photoIds, bibSearch: true, ...more },
});

describe('the id of a report', () => {
  // Written down: another value would make every retry over an upgrade a report of its own.
  it('is the same in every release', () => {
    expect(idOf(sampleReport())).toBe('2a9361a9-1013-5989-88a9-739be37804bf');
    expect(idOf(sampleReport({ key: 'batch-17' }))).toBe('ceeb1195-ce74-5379-818d-fe1fe194514f');
  });

  it('is the same whenever, by whomever and in whatever order the same work is reported', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        ids.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const again = { effectiveAt: '2020-01-01T00:00:00Z', actorId: 'user-7', correlationId: 'other' };
          expect(idOf(sampleReport({ ...photos(shuffled), ...again }))).toBe(idOf(sampleReport(photos(all))));
        },
      ),
    );
  });

  it.each<[string, Partial<UsageReport>]>([
    ['organisation', { organisationId: 'zenith' }],
    ['run', { runId: 'run-2' }],
    ['photo event', { photoEvent: { id: 2015, name: 'Boston Marathon 2014' } }],
    ['photo', photos(['photo-2'])],
    ['number of photos', photos(['photo-1', 'photo-2'])],
    ['split of the same letters', photos(['photo', '-1'])],
    ['search', photos(['photo-1'], { bibSearch: false, selfieSearch: true })],
    ['option', photos(['photo-1'], { storeOriginals: true })],
    ['usage type', { usage: { type: 'AI_IMAGE_ROTATION', imageIds: ['photo-1'] } }],
    ['usage type with the same list', { usage: { type: 'WATERMARK_REPROCESSING', photoIds: ['photo-1'] } }],
    ['failed photo', { failedPhotoIds: ['photo-9'] }],
    ['key', { key: 'batch-17' }],
  ])('is another for another %s', (_what, change) => {
    expect(idOf(sampleReport(change))).not.toBe(idOf(sampleReport()));
  });

  it('follows the key of the caller alone, within the organisation', () => {
    const keyed = sampleReport({ key: 'batch-17' });
    expect(idOf({ ...keyed, runId: 'run-2', ...photos(['photo-5']) })).toBe(idOf(keyed));
    expect(idOf({ ...keyed, organisationId: 'zenith' })).not.toBe(idOf(keyed));
  });
});
