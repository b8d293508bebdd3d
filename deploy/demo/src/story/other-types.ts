import { systemClock } from '@credit-ledger/kernel';
import type { RacePhoto } from '../dataset/race-photo.js';
import { smallRuns, unevenBatches } from '../workload/small-runs.js';
import type { DemoContext } from './demo-context.js';
import { monthBefore } from './month-before.js';
import { PHOTO_EVENT } from './process-race.js';
import { processSmallRun, type ProcessedRun } from './process-small-run.js';

/** A rotation and a watermark run on the race's photos, now. */
export async function processOtherTypes(
  context: DemoContext,
  photos: readonly RacePhoto[],
  timeZone: string,
): Promise<readonly ProcessedRun[]> {
  const { organisationId } = context;
  const { rotatedImages, watermarkedPhotos } = smallRuns(photos.length);
  const doneAt = systemClock.now();
  const shared = { photoEvent: PHOTO_EVENT, month: monthBefore(doneAt, timeZone, 0).month, doneAt };
  const rotated = await processSmallRun(context, {
    ...shared,
    runId: `${organisationId}-rotation`,
    usageType: 'AI_IMAGE_ROTATION',
    batches: [Array.from({ length: rotatedImages }, (_, index) => `image-${String(index + 1).padStart(6, '0')}`)],
  });
  const watermarked = await processSmallRun(context, {
    ...shared,
    runId: `${organisationId}-watermark`,
    usageType: 'WATERMARK_REPROCESSING',
    batches: unevenBatches(photos.slice(0, watermarkedPhotos).map(({ photoId }) => photoId)),
  });
  return [rotated, watermarked];
}
