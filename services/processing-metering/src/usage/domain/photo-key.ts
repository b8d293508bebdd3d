import type { Brand, OrganisationId, PhotoEventId, PhotoId } from '@credit-ledger/kernel';

/** What of a photo a charge paid for: each is charged once, for ever. */
export type PhotoComponent = 'PROCESSING';

/**
 * "The same photo", as text: `<organisation>/<photo event>/<component>/<photo>`, for example
 * `boston-athletics/2014/PROCESSING/split-000017`. The first three contain no `/`, so no two photos share a key. ASCII
 * only, therefore the order of JavaScript strings, of bytes and of the C collation is the same.
 */
export type PhotoKey = Brand<string, 'PhotoKey'>;

export const photoKey = (
  organisationId: OrganisationId,
  photoEventId: PhotoEventId,
  component: PhotoComponent,
  photoId: PhotoId,
): PhotoKey => `${organisationId}/${photoEventId}/${component}/${photoId}` as PhotoKey;
