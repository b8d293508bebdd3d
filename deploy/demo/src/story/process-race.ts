import { systemClock } from '@credit-ledger/kernel';
import type { Run } from '../api/metering-api.js';
import type { RacePhoto } from '../dataset/race-photo.js';
import { formatNumber } from '../report/format.js';
import { Patience } from '../waiting/patience.js';
import { WaitedTooLongError } from '../waiting/wait-until.js';
import { processPhotos } from '../workload/photo-pipeline.js';
import { reportsOf } from '../workload/photo-shares.js';
import { UsageFeed } from '../workload/usage-feed.js';
import { UsageReports } from '../workload/usage-reports.js';
import type { Purchase } from './buy-credits.js';
import type { DemoContext } from './demo-context.js';
import { OPERATOR } from './operator.js';
import { resumeAfterPause } from './resume-after-pause.js';
import { completeRun, startRun } from './run-steps.js';

export const PHOTO_EVENT = { id: 2014, name: 'Boston Marathon 2014' } as const;

export type ProcessedRace = {
  readonly runId: string;
  readonly correlationIds: { readonly bus: string; readonly http: string };
  readonly feed: UsageFeed;
  readonly topUps: readonly Purchase[];
  /** From the first report until the balance showed the completed run, pause and top-up included. */
  readonly seconds: number;
};

// Small workloads get smaller batches, so that they too are many.
const batchSizeFor = (photos: number, batches: number): number =>
  Math.min(1_000, Math.max(1, Math.ceil(photos / batches)));

/** Opens the run, processes all photos, resumes it when credits ran out, and completes it once everything is charged. */
export async function processRace(context: DemoContext, photos: readonly RacePhoto[]): Promise<ProcessedRace> {
  const { organisationId, progress } = context;
  const runId = `${organisationId}-run`;
  const usageType = 'PHOTO_PROCESSING';
  const run = await startRun(context, { runId, usageType, photoEvent: PHOTO_EVENT, estimatedPhotos: photos.length });
  const granted = formatNumber(run.grantedCredits);
  progress.say(`Run ${runId} on "${PHOTO_EVENT.name}" is ${run.state}, ${granted} credits set aside.`);
  const total = reportsOf(photos.length);
  progress.begin(total.bus + total.http);
  try {
    return await workThrough(context, runId, photos);
  } catch (error) {
    await context.abandonRun(runId);
    throw error;
  } finally {
    progress.end();
  }
}

async function workThrough(context: DemoContext, runId: string, photos: readonly RacePhoto[]): Promise<ProcessedRace> {
  const { organisationId, metering, progress, signal } = context;
  const correlationIds = { bus: `${organisationId}-bus`, http: `${organisationId}-http` };
  const feed = feedFor(context, { runId, correlationIds }, photos.length);
  const look = async () => {
    const seen = await metering.run(runId);
    progress.update(seen.usage.reportedPhotos, seen.state);
    return seen;
  };
  const topUps: Purchase[] = [];
  const startedAtMs = performance.now();
  await processPhotos({
    photos,
    batchSize: batchSizeFor(photos.length, 50),
    feed,
    run: { look, gate: (asked) => metering.gate(runId, asked) },
    onStop: async (reason) => {
      topUps.push(await resumeAfterPause(context, { runId, reason, photos: photos.length }));
    },
    signal,
  });
  await feed.finish();
  await waitUntilCounted(context, feed, look);
  await completeRun(context, runId);
  const seconds = (performance.now() - startedAtMs) / 1_000;
  await look();
  progress.say(`The run is COMPLETED, after ${seconds.toFixed(1)} s.`);
  return { runId, correlationIds, feed, topUps, seconds };
}

function feedFor(
  { organisationId, usage, metering }: DemoContext,
  run: Pick<ProcessedRace, 'runId' | 'correlationIds'>,
  photos: number,
): UsageFeed {
  // Whoever started the run caused its charges.
  const reported = { ...run, organisationId, photoEvent: PHOTO_EVENT, actorId: OPERATOR };
  return new UsageFeed({
    reports: new UsageReports(reported, systemClock),
    usage,
    metering,
    httpCorrelationId: run.correlationIds.http,
    httpBatchSize: batchSizeFor(reportsOf(photos).http, 10),
  });
}

/** When reports stay uncounted, the demo goes on all the same: the reconciliation says which, an error could not. */
async function waitUntilCounted(
  { progress, signal }: DemoContext,
  feed: UsageFeed,
  look: () => Promise<Run>,
): Promise<void> {
  const patience = new Patience('metering counts every report', signal);
  try {
    for (let seen = await look(); seen.usage.reportedPhotos < feed.expected; seen = await look()) {
      await patience.pause(seen.usage.reportedPhotos);
    }
  } catch (error) {
    if (!(error instanceof WaitedTooLongError)) throw error;
    progress.say(error.message);
  }
}
