import { describe, expect, it } from '@jest/globals';
import { NOW, sampleReport } from '../../test/sample-report.js';
import { parseReport } from './parse-report.js';
import type { UsageReport } from './usage-report.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `photo-${n}`);
const work = (usage: unknown): Partial<UsageReport> => ({ usage: usage as NonNullable<UsageReport['usage']> });

describe('a report', () => {
  it('becomes the message with all that was said, and what was not said is off', () => {
    const usage = { type: 'PHOTO_PROCESSING', photoIds: ids(2), selfieSearch: true, storeOriginals: true } as const;
    expect(parseReport(sampleReport({ usage, failedPhotoIds: ['photo-9'], actorId: 'user-7' }), NOW)).toMatchObject({
      organisationId: 'acme',
      runId: 'run-1',
      photoEventId: 2014n,
      photoEventName: 'Boston Marathon 2014',
      actorId: 'user-7',
      failedPhotoIds: ['photo-9'],
      usage: {
        case: 'photoProcessing',
        value: { photoIds: ids(2), bibSearch: false, selfieSearch: true, storeOriginals: true },
      },
    });
  });

  it('was done when it was reported, unless the publisher knows better', () => {
    expect(parseReport(sampleReport(), NOW).effectiveAt).toBe(NOW);
    const effectiveAt = new Date('2026-11-20T10:00:00.000Z');
    expect(parseReport(sampleReport({ effectiveAt }), NOW).effectiveAt).toBe('2026-11-20T10:00:00.000Z');
  });

  it('may be about rotated images, new watermarks, or failures alone', () => {
    expect(parseReport(sampleReport(work({ type: 'AI_IMAGE_ROTATION', imageIds: ids(1) })), NOW).usage).toMatchObject({
      case: 'imageRotation',
      value: { imageIds: ids(1) },
    });
    const watermark = work({ type: 'WATERMARK_REPROCESSING', photoIds: ids(1000) });
    expect(parseReport(sampleReport(watermark), NOW).usage).toMatchObject({
      case: 'watermarkReprocessing',
      value: { photoIds: ids(1000) },
    });
    const { usage: _, ...failures } = sampleReport({ failedPhotoIds: ids(1) });
    expect(parseReport(failures, NOW).usage.case).toBeUndefined();
  });

  it.each<[string, Partial<UsageReport>]>([
    ['organisationId', { organisationId: 'a/b' }],
    ['runId', { runId: '' }],
    ['photoEvent', { photoEvent: undefined as never }],
    ['photoEvent.id', { photoEvent: { id: 0, name: 'Marathon' } }],
    ['photoEvent.name', { photoEvent: { id: 1, name: ' ' } }],
    ['photoEvent.name', { photoEvent: { id: 1, name: 'x'.repeat(201) } }],
    ['effectiveAt', { effectiveAt: 'yesterday' }],
    ['actorId', { actorId: 'Jane Doe' }],
    ['usage', { usage: undefined as never }],
    ['usage', work(null)],
    ['usage.type', work({ type: 'UPLOAD', photoIds: ids(1) })],
    ['usage.photoIds', work({ type: 'PHOTO_PROCESSING', photoIds: [] })],
    ['usage.photoIds', work({ type: 'PHOTO_PROCESSING', photoIds: ids(1001) })],
    ['usage.photoIds[1]', work({ type: 'PHOTO_PROCESSING', photoIds: ['photo-1', 'a b'] })],
    ['usage.bibSearch', work({ type: 'PHOTO_PROCESSING', photoIds: ids(1), bibSearch: 'yes' })],
    ['usage.imageIds', work({ type: 'AI_IMAGE_ROTATION' })],
    ['failedPhotoIds', { failedPhotoIds: ids(1001) }],
    ['failedPhotoIds[0]', { failedPhotoIds: [''] }],
  ])('is refused when %s is wrong', (field, change) => {
    expect(() => parseReport(sampleReport(change), NOW)).toThrow(expect.objectContaining({ field }));
  });
});
