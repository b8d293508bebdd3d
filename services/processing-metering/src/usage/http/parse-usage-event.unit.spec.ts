import { describe, expect, it } from '@jest/globals';
import { DomainError, parseOrganisationId } from '@credit-ledger/kernel';
import { parseUsageEvent } from './parse-usage-event.js';

const BOSTON = parseOrganisationId('boston-athletics');

const data = {
  runId: 'run-1',
  photoEventId: '2014',
  photoEventName: 'Boston Marathon 2014',
  photoProcessing: { photoIds: ['split-1'], bibSearch: true },
};
const { photoProcessing: _, ...without } = data;
const event = { specversion: '1.0', type: 'credits.usage.v1.UsageReported', source: 'photo-pipeline', id: 'e-1', data };

const parse = (item: unknown, organisationId: typeof BOSTON | undefined = BOSTON) =>
  parseUsageEvent(item, { organisationId, correlationId: 'c-1' });

const refusal = (
  item: unknown,
  organisationId: typeof BOSTON | undefined = BOSTON,
): { code: string; field: unknown } => {
  try {
    parse(item, organisationId);
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, field: error.details['field'] };
    throw error;
  }
  throw new Error('the event was not refused');
};

describe('a usage event over HTTP', () => {
  it('becomes the same report as a message', () => {
    expect(parse(event)).toEqual({
      messageId: 'e-1',
      correlationId: 'c-1',
      report: {
        organisationId: BOSTON,
        runId: 'run-1',
        photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
        reportedAt: undefined,
        actorId: undefined,
        usage: {
          type: 'PHOTO_PROCESSING',
          photoIds: ['split-1'],
          bibSearch: true,
          selfieSearch: false,
          storeOriginals: false,
        },
        failedPhotoIds: [],
      },
    });
  });

  it.each<[object, object]>([
    [
      { photoProcessing: { photoIds: ['a'], storeOriginals: true } },
      { type: 'PHOTO_PROCESSING', photoIds: ['a'], bibSearch: false, selfieSearch: false, storeOriginals: true },
    ],
    [{ failedPhotoIds: ['a'] }, { type: undefined, photoIds: [] }],
    [{ imageRotation: { imageIds: ['a'] } }, { type: 'AI_IMAGE_ROTATION', photoIds: ['a'] }],
    [{ watermarkReprocessing: { photoIds: ['a'] } }, { type: 'WATERMARK_REPROCESSING', photoIds: ['a'] }],
  ])('may report %j', (work, usage) => {
    expect(parse({ ...event, data: { ...without, ...work } }).report.usage).toEqual(usage);
  });

  it('may give the photo event id as a JSON number, and carry extension attributes', () => {
    const item = { ...event, traceparent: '00-1', subject: BOSTON, data: { ...data, photoEventId: 2014 } };
    expect(parse(item).report.photoEvent.id).toBe(2014);
  });

  it.each([
    ['one of its own', { ...event, correlationid: 'upload-7/part-1' }, 'upload-7/part-1'],
    ['that of the request when it names none', event, 'c-1'],
  ])('bears a correlation id: %s', (_, item, expected) => {
    expect(parse(item).correlationId).toBe(expected);
  });

  it.each([[''], ['a b'], ['a\nb'], ['a\u0000'], ['ä'], ['x'.repeat(201)], [7], [null], [{}]])(
    'is refused when its correlation id is %j',
    (correlationid) => {
      expect(refusal({ ...event, correlationid })).toEqual({ code: 'request.invalid_value', field: 'correlationid' });
    },
  );

  it.each([
    ['the address', event, BOSTON],
    ['the subject', { ...event, subject: 'boston-athletics' }, undefined],
    ['the data', { ...event, data: { ...data, organisationId: 'boston-athletics' } }, undefined],
  ])('takes the organisation from %s', (_, item, addressed) => {
    expect(parseUsageEvent(item, { organisationId: addressed, correlationId: 'c-1' }).report.organisationId).toBe(
      BOSTON,
    );
  });

  it.each<[string, unknown, { code: string; field: string }]>([
    ['text', 'usage', { code: 'request.invalid_value', field: 'item' }],
    ['a list', [event], { code: 'request.invalid_value', field: 'item' }],
    ['another version', { ...event, specversion: '0.3' }, { code: 'metering.unsupported_event', field: 'specversion' }],
    ['another type', { ...event, type: 'photo.uploaded' }, { code: 'metering.unsupported_event', field: 'type' }],
    ['no id', { ...event, id: undefined }, { code: 'request.invalid_value', field: 'id' }],
    ['an id that is no header', { ...event, id: 'a b' }, { code: 'request.invalid_value', field: 'id' }],
    ['no source', { ...event, source: '' }, { code: 'request.invalid_value', field: 'source' }],
    ['a wrong time', { ...event, time: 'noon' }, { code: 'request.invalid_value', field: 'time' }],
    ['binary data', { ...event, data_base64: '' }, { code: 'request.invalid_value', field: 'data_base64' }],
    ['no data', { ...event, data: undefined }, { code: 'request.invalid_value', field: 'data' }],
    [
      'an unknown field',
      { ...event, data: { ...data, credits: 5 } },
      { code: 'request.invalid_value', field: 'data.credits' },
    ],
    [
      'work of an unknown type beside failures',
      { ...event, data: { ...without, failedPhotoIds: ['a'], faceBlurring: { photoIds: ['b'] } } },
      { code: 'request.invalid_value', field: 'data.faceBlurring' },
    ],
    [
      'an unknown setting',
      { ...event, data: { ...data, photoProcessing: { photoIds: ['a'], credits: 0 } } },
      { code: 'request.invalid_value', field: 'data.photoProcessing.credits' },
    ],
    [
      'no usage',
      { ...event, data: { ...data, photoProcessing: undefined } },
      { code: 'request.invalid_value', field: 'data.photoProcessing' },
    ],
    [
      'two kinds of usage',
      { ...event, data: { ...data, imageRotation: { imageIds: ['a'] } } },
      { code: 'request.invalid_value', field: 'data' },
    ],
    [
      'rotated photos',
      { ...event, data: { ...without, imageRotation: { photoIds: ['a'] } } },
      { code: 'request.invalid_value', field: 'data.imageRotation.photoIds' },
    ],
    [
      'a watermark without photos',
      { ...event, data: { ...without, watermarkReprocessing: {} } },
      { code: 'request.invalid_value', field: 'data.watermarkReprocessing.photoIds' },
    ],
    [
      'a bad run id',
      { ...event, data: { ...data, runId: '/' } },
      { code: 'request.invalid_value', field: 'data.runId' },
    ],
    [
      'a negative photo event',
      { ...event, data: { ...data, photoEventId: '-1' } },
      { code: 'request.invalid_value', field: 'data.photoEventId' },
    ],
    [
      "another organisation's subject",
      { ...event, subject: 'athens' },
      { code: 'metering.organisation_mismatch', field: 'subject' },
    ],
    [
      "another organisation's data",
      { ...event, data: { ...data, organisationId: 'athens' } },
      { code: 'metering.organisation_mismatch', field: 'data.organisationId' },
    ],
    [
      'two organisations',
      { ...event, subject: 'athens', data: { ...data, organisationId: 'boston-athletics' } },
      { code: 'metering.organisation_mismatch', field: 'subject' },
    ],
  ])('is refused when it has %s', (_, item, expected) => {
    expect(refusal(item)).toEqual(expected);
  });

  it('is refused when nothing names the organisation', () => {
    const item = parseUsageEvent.bind(undefined, event, { organisationId: undefined, correlationId: 'c-1' });
    expect(item).toThrow('data.organisationId');
  });
});
