import type { Brand, OrganisationId, PhotoEventId, PhotoId, RunId } from '@credit-ledger/kernel';
import type { RunImages } from './usage-report.js';

/** What of a photo a charge paid for: each is charged once, for ever. */
export type PhotoComponent = 'PROCESSING' | 'ORIGINALS';

/**
 * What is charged once, as text. Of a photo `<organisation>/<photo event>/<component>/<photo>`, for example
 * `boston-athletics/2014/PROCESSING/split-000017`; of an image of a run `<organisation>/<run>/<usage type>/<image>`. The
 * first three contain no `/`, and no component is a usage type, so no two share a key. ASCII only, therefore the order of
 * JavaScript strings, of bytes and of the C collation is the same.
 */
export type PhotoKey = Brand<string, 'PhotoKey'>;

export const photoKey = (
  organisationId: OrganisationId,
  photoEventId: PhotoEventId,
  component: PhotoComponent,
  photoId: PhotoId,
): PhotoKey => `${organisationId}/${photoEventId}/${component}/${photoId}` as PhotoKey;

export const imageKey = (
  organisationId: OrganisationId,
  runId: RunId,
  usageType: RunImages['type'],
  imageId: PhotoId,
): PhotoKey => `${organisationId}/${runId}/${usageType}/${imageId}` as PhotoKey;
