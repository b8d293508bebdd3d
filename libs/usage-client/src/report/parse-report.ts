import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import {
  InvalidValueError,
  parseActorId,
  parseInstant,
  parseOrganisationId,
  parsePhotoEventId,
  parsePhotoId,
  parseRunId,
  parseText,
  type Instant,
} from '@credit-ledger/kernel';
import type { UsageReport, UsageWork } from './usage-report.js';

export const IDS_PER_REPORT_MAX = 1_000;

/**
 * Checks a report as metering will, so that a mistake shows at the call and not days later among the rejected.
 * @throws InvalidValueError that names the first field that is wrong. Nothing was spooled then.
 */
export function parseReport(report: UsageReport, now: Instant): usage.UsageReported {
  const { photoEvent, effectiveAt, actorId, failedPhotoIds = [] } = objectOf(report, 'report');
  const event = objectOf(photoEvent, 'photoEvent');
  if (report.usage === undefined && failedPhotoIds.length === 0) {
    throw new InvalidValueError('usage', 'must be given unless there are failedPhotoIds');
  }
  return create(usage.UsageReportedSchema, {
    organisationId: parseOrganisationId(report.organisationId),
    runId: parseRunId(report.runId),
    photoEventId: BigInt(parsePhotoEventId(event.id, 'photoEvent.id')),
    photoEventName: parseName(event.name),
    effectiveAt: effectiveAt === undefined ? now : parseInstant(effectiveAt, 'effectiveAt'),
    actorId: actorId === undefined ? '' : parseActorId(actorId),
    failedPhotoIds: parseIds(failedPhotoIds, 'failedPhotoIds', 0),
    ...(report.usage !== undefined && { usage: parseWork(report.usage) }),
  });
}

function parseWork(work: UsageWork): MessageInitShape<typeof usage.UsageReportedSchema>['usage'] & object {
  objectOf(work, 'usage');
  switch (work.type) {
    case 'PHOTO_PROCESSING':
      return {
        case: 'photoProcessing',
        value: {
          photoIds: parseIds(work.photoIds, 'usage.photoIds'),
          bibSearch: parseFlag(work.bibSearch, 'usage.bibSearch'),
          selfieSearch: parseFlag(work.selfieSearch, 'usage.selfieSearch'),
          storeOriginals: parseFlag(work.storeOriginals, 'usage.storeOriginals'),
        },
      };
    case 'AI_IMAGE_ROTATION':
      return { case: 'imageRotation', value: { imageIds: parseIds(work.imageIds, 'usage.imageIds') } };
    case 'WATERMARK_REPROCESSING':
      return { case: 'watermarkReprocessing', value: { photoIds: parseIds(work.photoIds, 'usage.photoIds') } };
    default:
      return refuseType(work);
  }
}

// Callers without types exist too.
function refuseType(_type: never): never {
  throw new InvalidValueError('usage.type', 'must be PHOTO_PROCESSING, AI_IMAGE_ROTATION or WATERMARK_REPROCESSING');
}

function parseName(value: unknown): string {
  const name = parseText(value, 'photoEvent.name', 200);
  if (name.trim() === '') throw new InvalidValueError('photoEvent.name', 'must not be blank');
  return name;
}

function parseIds(value: unknown, field: string, least = 1): string[] {
  if (!Array.isArray(value) || value.length < least || value.length > IDS_PER_REPORT_MAX) {
    throw new InvalidValueError(field, `must be a list of ${least} to ${IDS_PER_REPORT_MAX} ids`);
  }
  return value.map((id, index) => parsePhotoId(id, `${field}[${index}]`));
}

function parseFlag(value: unknown, field: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') throw new InvalidValueError(field, 'must be true or false');
  return value ?? false;
}

function objectOf<T>(value: T, field: string): T {
  if (typeof value !== 'object' || value === null) throw new InvalidValueError(field, 'must be an object');
  return value;
}
