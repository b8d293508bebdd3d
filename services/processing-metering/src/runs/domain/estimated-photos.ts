import { InvalidValueError } from '@credit-ledger/kernel';
import type { UsageType } from './run.js';

/** More photos than this are a mistake in the request. */
export const ESTIMATED_PHOTOS_MAX = 10_000_000;
const ROTATED_IMAGES_MAX = 100_000;

/** How many photos or images a run of the type may be started for. @throws InvalidValueError */
export function checkEstimatedPhotos(usageType: UsageType, photos: number, field: string): void {
  if (usageType !== 'AI_IMAGE_ROTATION') return;
  if (photos < 1 || photos > ROTATED_IMAGES_MAX) {
    throw new InvalidValueError(field, `must be a whole number from 1 to ${ROTATED_IMAGES_MAX} for ${usageType}`);
  }
}
