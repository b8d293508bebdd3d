/**
 * Finished work of one processing run, as the publisher knows it. Every report stands alone: there is no order to keep, and
 * reporting the same work again is harmless.
 */
export type UsageReport = {
  readonly organisationId: string;
  /** A run that metering does not know yet is opened by its first report. */
  readonly runId: string;
  readonly photoEvent: { readonly id: number; readonly name: string };
  /** What was done. May be missing when all that is to be told are failures. */
  readonly usage?: UsageWork;
  /** Photos of the run that could not be processed, at most 1,000. They cost nothing and show in the run's progress. */
  readonly failedPhotoIds?: readonly string[];
  /** When the work was done, RFC 3339; the moment of the call when missing. */
  readonly effectiveAt?: string | Date;
  /** Opaque id of the person who started the work; the system when missing. */
  readonly actorId?: string;
  /** Borne by everything that the report causes, through all services. The id of the report when missing. */
  readonly correlationId?: string;
  /** Takes the place of the content in the id of the report: the same key, the same report. 1 to 200 characters. */
  readonly key?: string;
};

/** What a usage type of the rate card counts. Lists have 1 to 1,000 ids of printable ASCII without spaces. */
export type UsageWork = PhotoProcessing | ImageRotation | WatermarkReprocessing;

export type PhotoProcessing = {
  readonly type: 'PHOTO_PROCESSING';
  readonly photoIds: readonly string[];
  /** Off when missing, like the others. */
  readonly bibSearch?: boolean;
  readonly selfieSearch?: boolean;
  readonly storeOriginals?: boolean;
};

export type ImageRotation = { readonly type: 'AI_IMAGE_ROTATION'; readonly imageIds: readonly string[] };

export type WatermarkReprocessing = { readonly type: 'WATERMARK_REPROCESSING'; readonly photoIds: readonly string[] };
