import { systemClock } from '@credit-ledger/kernel';
import type { RacePhoto } from '../dataset/race-photo.js';
import { smallRuns } from '../workload/small-runs.js';
import type { DemoContext } from './demo-context.js';
import { monthBefore } from './month-before.js';
import { processSmallRun, type ProcessedRun } from './process-small-run.js';

/**
 * A run in each of the three months before this one, the oldest first: a marathon that was processed then, on a clock that
 * an instance for one machine lets staff set back. It has the real time again when this ends, in whatever way.
 */
export async function processEarlierMonths(
  context: DemoContext,
  photos: readonly RacePhoto[],
  timeZone: string,
): Promise<readonly ProcessedRun[]> {
  const { metering, organisationId } = context;
  const { earlierMonths } = smallRuns(photos.length);
  const processed: ProcessedRun[] = [];
  try {
    for (const [index, count] of earlierMonths.entries()) {
      const { month, middle } = monthBefore(systemClock.now(), timeZone, earlierMonths.length - index);
      const { now } = await metering.setClock(middle);
      const year = FIRST_YEAR + index;
      const run = await processSmallRun(context, {
        runId: `${organisationId}-${month}`,
        usageType: 'PHOTO_PROCESSING',
        photoEvent: { id: year, name: `Boston Marathon ${year}` },
        batches: [photos.slice(0, count).map(({ photoId }) => photoId)],
        month,
        doneAt: now,
      });
      processed.push(run);
    }
  } finally {
    await context.resetClock();
  }
  return processed;
}

const FIRST_YEAR = 2011;
