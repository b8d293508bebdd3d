import { describe, expect, it } from '@jest/globals';
import { InvalidValueError } from '@credit-ledger/kernel';
import { parseUsageReport, PHOTOS_PER_REPORT_MAX, type RawUsageReport } from './usage-report.js';

const raw: RawUsageReport = {
  organisationId: 'boston-athletics',
  runId: 'run-1',
  photoEventId: 2014n,
  photoEventName: 'Boston Marathon 2014',
  effectiveAt: '2014-04-21T10:00:00-04:00',
  actorId: 'user-7',
  photoIds: ['split-1', 'split-2'],
  bibSearch: true,
  selfieSearch: undefined,
};

const refusedField = (change: Partial<RawUsageReport>): string => {
  try {
    parseUsageReport({ ...raw, ...change });
  } catch (error) {
    if (error instanceof InvalidValueError) return error.field;
    throw error;
  }
  throw new Error('the report was not refused');
};

describe('a usage report', () => {
  it('is parsed into branded values, its time in UTC', () => {
    expect(parseUsageReport(raw)).toEqual({
      organisationId: 'boston-athletics',
      runId: 'run-1',
      photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
      reportedAt: '2014-04-21T14:00:00.000Z',
      actorId: 'user-7',
      usage: {
        type: 'PHOTO_PROCESSING',
        photoIds: ['split-1', 'split-2'],
        bibSearch: true,
        selfieSearch: false,
        storeOriginals: false,
      },
      failedPhotoIds: [],
    });
  });

  it('may tell of failures beside the work, or of nothing else', () => {
    expect(parseUsageReport({ ...raw, failedPhotoIds: ['split-3'] }).failedPhotoIds).toEqual(['split-3']);
    const alone = parseUsageReport({ ...raw, photoIds: undefined, failedPhotoIds: ['split-3'] });
    expect(alone.usage).toEqual({ type: undefined, photoIds: [] });
  });

  it.each([undefined, ''])('may leave its time and actor out (%p)', (absent) => {
    const report = parseUsageReport({ ...raw, effectiveAt: absent, actorId: absent });
    expect([report.reportedAt, report.actorId]).toEqual([undefined, undefined]);
  });

  it.each<[string, Partial<RawUsageReport>]>([
    ['organisationId', { organisationId: '../boston' }],
    ['runId', { runId: '' }],
    ['runId', { runId: 'r'.repeat(65) }],
    ['photoEventId', { photoEventId: 0 }],
    ['photoEventId', { photoEventId: -1n }],
    ['photoEventId', { photoEventId: 2n ** 64n - 1n }],
    ['photoEventId', { photoEventId: 1.5 }],
    ['photoEventName', { photoEventName: '   ' }],
    ['photoEventName', { photoEventName: 'a'.repeat(201) }],
    ['photoEventName', { photoEventName: 'nul \u0000 byte' }],
    ['photoEventName', { photoEventName: 'lone \ud800 surrogate' }],
    ['effectiveAt', { effectiveAt: 'yesterday' }],
    ['effectiveAt', { effectiveAt: 1_400_000_000 }],
    ['effectiveAt', { effectiveAt: null }],
    ['actorId', { actorId: 'a b' }],
    ['photoProcessing.photoIds', { photoIds: 'split-1' }],
    ['photoProcessing.photoIds', { photoIds: [] }],
    ['photoProcessing.photoIds', { photoIds: new Array(PHOTOS_PER_REPORT_MAX + 1).fill('p') }],
    ['photoProcessing.photoIds[1]', { photoIds: ['split-1', 'line\nfeed'] }],
    ['photoProcessing.photoIds[0]', { photoIds: ['p'.repeat(129)] }],
    ['photoProcessing.photoIds[0]', { photoIds: [7] }],
    ['photoProcessing.bibSearch', { bibSearch: 'true' }],
    ['photoProcessing.selfieSearch', { selfieSearch: 1 }],
    ['photoProcessing.storeOriginals', { storeOriginals: 'no' }],
    ['imageRotation.imageIds', { usageType: 'AI_IMAGE_ROTATION', photoIds: [] }],
    ['watermarkReprocessing.photoIds[0]', { usageType: 'WATERMARK_REPROCESSING', photoIds: ['a b'] }],
    ['failedPhotoIds', { failedPhotoIds: 'split-1' }],
    ['failedPhotoIds', { failedPhotoIds: new Array(PHOTOS_PER_REPORT_MAX + 1).fill('p') }],
    ['failedPhotoIds[0]', { failedPhotoIds: ['a b'] }],
    ['photoProcessing.photoIds', { photoIds: undefined, failedPhotoIds: [] }],
    ['usageType', { usageType: 'STORE_ORIGINALS' }],
  ])('is refused for its %s', (field, change) => {
    expect(refusedField(change)).toBe(field);
  });
});
