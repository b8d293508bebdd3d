import {
  InvalidValueError,
  parseActorId,
  parseInstant,
  parseOrganisationId,
  parsePhotoId,
  parseRunId,
  type ActorId,
  type Instant,
  type OrganisationId,
  type PhotoId,
  type RunId,
} from '@credit-ledger/kernel';
import { parsePhotoEvent, type PhotoEvent } from './photo-event.js';

/** Finished work of one run, as an internal service reported it, parsed. Every report stands alone. */
export type UsageReport = {
  readonly organisationId: OrganisationId;
  readonly runId: RunId;
  readonly photoEvent: PhotoEvent;
  /** The publisher's own time of the work; undefined means the moment it is accepted. */
  readonly reportedAt: Instant | undefined;
  /** Who started the work; undefined means the system. */
  readonly actorId: ActorId | undefined;
  readonly usage: ReportedWork;
  /** Photos of the run that failed at the publisher. They cost nothing. */
  readonly failedPhotoIds: readonly PhotoId[];
};

/** What was done to photos or images. The same one may be named twice; it is charged once. */
export type ReportedWork = PhotoProcessing | RunImages | FailuresOnly;

/** Photos that were processed with the same settings, and whether their originals are stored too. */
export type PhotoProcessing = SearchSettings & {
  readonly type: 'PHOTO_PROCESSING';
  readonly photoIds: readonly PhotoId[];
  readonly storeOriginals: boolean;
};
export type SearchSettings = { readonly bibSearch: boolean; readonly selfieSearch: boolean };

/** Work that counts an image once per run. */
export type RunImages = {
  readonly type: 'AI_IMAGE_ROTATION' | 'WATERMARK_REPROCESSING';
  readonly photoIds: readonly PhotoId[];
};

/** Nothing was done: all that is told are failures, of a run of whatever type. */
export type FailuresOnly = { readonly type: undefined; readonly photoIds: readonly [] };

/** How much of a transaction a report takes up. */
export const sizeOfReport = ({ usage, failedPhotoIds }: UsageReport): number =>
  usage.photoIds.length + failedPhotoIds.length;

export const PHOTOS_PER_REPORT_MAX = 1000;

/** The fields of a report before anything is known about them, whichever channel they came by. */
export type RawUsageReport = RawWork & {
  readonly organisationId: unknown;
  readonly runId: unknown;
  readonly photoEventId: unknown;
  readonly photoEventName: unknown;
  readonly effectiveAt: unknown;
  readonly actorId: unknown;
};

export type RawWork = {
  /** What was done to the photos. Missing means PHOTO_PROCESSING, which is all there was when the first were kept. */
  readonly usageType?: unknown;
  readonly photoIds: unknown;
  readonly bibSearch?: unknown;
  readonly selfieSearch?: unknown;
  readonly storeOriginals?: unknown;
  readonly failedPhotoIds?: unknown;
};

/**
 * The one parser of both channels, so that a report means the same by message and by HTTP. Fields are named as in the
 * JSON form of `credits.usage.v1.UsageReported`.
 * @throws InvalidValueError for the first field that is wrong.
 */
export function parseUsageReport(raw: RawUsageReport): UsageReport {
  return {
    organisationId: parseOrganisationId(raw.organisationId),
    runId: parseRunId(raw.runId),
    photoEvent: parsePhotoEvent(raw.photoEventId, raw.photoEventName),
    reportedAt: isAbsent(raw.effectiveAt) ? undefined : parseInstant(raw.effectiveAt, 'effectiveAt'),
    actorId: isAbsent(raw.actorId) ? undefined : parseActorId(raw.actorId),
    usage: parseWork(raw),
    failedPhotoIds: hasFailures(raw) ? parsePhotoIds(raw.failedPhotoIds, 'failedPhotoIds') : [],
  };
}

function parseWork(raw: RawUsageReport): ReportedWork {
  if (raw.usageType === undefined && raw.photoIds === undefined && hasFailures(raw)) {
    return { type: undefined, photoIds: [] };
  }
  switch (raw.usageType) {
    case undefined:
    case 'PHOTO_PROCESSING':
      return {
        type: 'PHOTO_PROCESSING',
        photoIds: parsePhotoIds(raw.photoIds, 'photoProcessing.photoIds'),
        bibSearch: parseFlag(raw.bibSearch, 'photoProcessing.bibSearch'),
        selfieSearch: parseFlag(raw.selfieSearch, 'photoProcessing.selfieSearch'),
        storeOriginals: parseFlag(raw.storeOriginals, 'photoProcessing.storeOriginals'),
      };
    case 'AI_IMAGE_ROTATION':
      return { type: raw.usageType, photoIds: parsePhotoIds(raw.photoIds, 'imageRotation.imageIds') };
    case 'WATERMARK_REPROCESSING':
      return { type: raw.usageType, photoIds: parsePhotoIds(raw.photoIds, 'watermarkReprocessing.photoIds') };
    default:
      throw new InvalidValueError('usageType', 'is not a usage type');
  }
}

// An empty list is how protobuf says that there are none.
const hasFailures = ({ failedPhotoIds }: RawUsageReport): boolean =>
  failedPhotoIds !== undefined && !(Array.isArray(failedPhotoIds) && failedPhotoIds.length === 0);

// Protobuf has no "absent" for plain strings, and its JSON form leaves defaults out: both mean the same.
const isAbsent = (value: unknown): boolean => value === undefined || value === '';

function parsePhotoIds(value: unknown, field: string): PhotoId[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > PHOTOS_PER_REPORT_MAX) {
    throw new InvalidValueError(field, `must be a list of 1 to ${PHOTOS_PER_REPORT_MAX} photo ids`);
  }
  return value.map((photoId, index) => parsePhotoId(photoId, `${field}[${index}]`));
}

function parseFlag(value: unknown, field: string): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw new InvalidValueError(field, 'must be true or false');
  return value;
}
