import { InvalidValueError, parseInstant, type OrganisationId } from '@credit-ledger/kernel';
import type { IncomingUsage } from '../commands/usage-intake.js';
import { parseUsageReport, type RawWork, type UsageReport } from '../domain/usage-report.js';
import { OrganisationMismatchError, UnsupportedEventError } from './usage-event.errors.js';

export const USAGE_EVENT_TYPE = 'credits.usage.v1.UsageReported';

/**
 * Parses one CloudEvents JSON item (structured mode) whose `data` is the JSON form of the protobuf payload. The
 * organisation is named by the address, the subject or the data, and by all that name it alike. What the event causes bears
 * the correlation id that it names, else the one of the request.
 *
 * Written by hand and not with class-validator: this runs for each of up to 1,000 items of a request, and the
 * decorators cost over twenty times as much (see the README).
 * @throws InvalidValueError, UnsupportedEventError, OrganisationMismatchError
 */
export function parseUsageEvent(
  item: unknown,
  context: { readonly organisationId: OrganisationId | undefined; readonly correlationId: string },
): IncomingUsage {
  const event = objectOf(item, 'item');
  for (const name in event) checkAttributeName(name);
  if (event['specversion'] !== '1.0') throw new UnsupportedEventError('specversion', '1.0');
  if (event['type'] !== USAGE_EVENT_TYPE) throw new UnsupportedEventError('type', USAGE_EVENT_TYPE);
  const messageId = parseText(event['id'], 'id');
  parseText(event['source'], 'source');
  if (event['time'] !== undefined) parseInstant(event['time'], 'time');
  const correlationId = correlationIdOf(event) ?? context.correlationId;
  const report = parseData(event['data'], event['subject'], context.organisationId);
  return { report, messageId, correlationId };
}

// CloudEvents 1.0: attribute names, extensions included, consist of lower-case letters and digits.
const ATTRIBUTE_NAME = /^[a-z0-9]{1,64}$/;
// They are copied to message headers and logs: printable ASCII without spaces, and bounded, like every envelope.
const TEXT = /^[\x21-\x7e]{1,200}$/;

function checkAttributeName(name: string): void {
  if (!ATTRIBUTE_NAME.test(name)) throw new InvalidValueError(name, 'is not a CloudEvents attribute');
}

function parseText(value: unknown, field: string): string {
  if (typeof value !== 'string' || !TEXT.test(value)) {
    throw new InvalidValueError(field, 'must be 1 to 200 printable ASCII characters without spaces');
  }
  return value;
}

// An extension attribute, as `ce_correlationid` is by message: the request may carry reports of many origins.
const correlationIdOf = ({ correlationid }: Fields): string | undefined =>
  correlationid === undefined ? undefined : parseText(correlationid, 'correlationid');

const DATA_FIELDS = new Set([
  ...['organisationId', 'runId', 'photoEventId', 'photoEventName', 'effectiveAt', 'actorId'],
  ...['photoProcessing', 'imageRotation', 'watermarkReprocessing', 'failedPhotoIds'],
]);

function parseData(value: unknown, subject: unknown, addressed: OrganisationId | undefined): UsageReport {
  const data = objectOf(value, 'data');
  checkFields(data, DATA_FIELDS, 'data');
  const named = data['organisationId'] ?? subject ?? addressed;
  const work = workOf(data);
  const report = inData(() =>
    parseUsageReport({
      organisationId: named,
      runId: data['runId'],
      photoEventId: photoEventIdOf(data['photoEventId']),
      photoEventName: data['photoEventName'],
      effectiveAt: data['effectiveAt'],
      actorId: data['actorId'],
      usageType: work.usageType,
      photoIds: work.photoIds,
      bibSearch: work.bibSearch,
      selfieSearch: work.selfieSearch,
      storeOriginals: work.storeOriginals,
      failedPhotoIds: data['failedPhotoIds'],
    }),
  );
  if (subject !== undefined && subject !== report.organisationId) throw new OrganisationMismatchError('subject');
  if (addressed !== undefined && addressed !== report.organisationId) {
    throw new OrganisationMismatchError(data['organisationId'] === undefined ? 'subject' : 'data.organisationId');
  }
  return report;
}

const PHOTO_PROCESSING_FIELDS = new Set(['photoIds', 'bibSearch', 'selfieSearch', 'storeOriginals']);
const ROTATION_FIELDS = new Set(['imageIds']);
const WATERMARK_FIELDS = new Set(['photoIds']);

/** One of three, as in the payload's `oneof`, or none beside failures. */
function workOf(data: Fields): RawWork {
  const { photoProcessing, imageRotation, watermarkReprocessing } = data;
  const kinds = Number(photoProcessing !== undefined) + Number(imageRotation !== undefined);
  if (kinds + Number(watermarkReprocessing !== undefined) > 1) {
    throw new InvalidValueError('data', 'must have one of photoProcessing, imageRotation and watermarkReprocessing');
  }
  if (imageRotation !== undefined) {
    const { imageIds } = fieldsOf(imageRotation, ROTATION_FIELDS, 'data.imageRotation');
    return { usageType: 'AI_IMAGE_ROTATION', photoIds: imageIds };
  }
  if (watermarkReprocessing !== undefined) {
    const { photoIds } = fieldsOf(watermarkReprocessing, WATERMARK_FIELDS, 'data.watermarkReprocessing');
    return { usageType: 'WATERMARK_REPROCESSING', photoIds };
  }
  if (photoProcessing === undefined && data['failedPhotoIds'] !== undefined) return { photoIds: undefined };
  const { photoIds, bibSearch, selfieSearch, storeOriginals } = fieldsOf(
    photoProcessing,
    PHOTO_PROCESSING_FIELDS,
    'data.photoProcessing',
  );
  return { usageType: 'PHOTO_PROCESSING', photoIds, bibSearch, selfieSearch, storeOriginals };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, known: ReadonlySet<string>, field: string): Fields {
  const object = objectOf(value, field);
  checkFields(object, known, field);
  return object;
}

// The JSON form of a protobuf uint64 is a string of digits; a JSON number is read as well.
const photoEventIdOf = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;

function objectOf(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidValueError(field, 'must be an object');
  }
  return value as Readonly<Record<string, unknown>>;
}

function checkFields(object: Readonly<Record<string, unknown>>, known: ReadonlySet<string>, parent: string): void {
  for (const name in object) {
    if (!known.has(name)) throw new InvalidValueError(`${parent}.${name.slice(0, 64)}`, 'is not a known field');
  }
}

function inData<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof InvalidValueError)) throw error;
    throw new InvalidValueError(`data.${error.field}`, error.message.slice(error.field.length + 1));
  }
}
