import type { Run } from '../api/metering-api.js';
import type { PublishedRun } from '../reconciliation/raw-facts.js';
import { formatNumber } from '../report/format.js';
import { smallRunReport, type SmallRun } from '../workload/small-run-report.js';
import type { DemoContext } from './demo-context.js';
import { OPERATOR } from './operator.js';
import { completeRun, startRun } from './run-steps.js';

export type SmallWork = SmallRun & {
  /** Ids of photos or images, as they are reported; each once. */
  readonly batches: readonly (readonly string[])[];
  /** The month in which its usage is accepted. */
  readonly month: string;
  /** By the publisher's clock. */
  readonly doneAt: string;
};

/** A run beside the race as it was told at its end, and as the demo knows it. */
export type ProcessedRun = { readonly work: SmallWork; readonly run: Run; readonly published: PublishedRun };

/** Starts a run, reports its work over HTTP batch by batch, completes it and waits until the balance shows that. */
export async function processSmallRun(context: DemoContext, work: SmallWork): Promise<ProcessedRun> {
  const { runId, usageType, photoEvent, batches, month } = work;
  const { metering, progress } = context;
  const items = batches.flat().length;
  const started = await startRun(context, { runId, usageType, photoEvent, estimatedPhotos: items });
  try {
    for (const ids of batches) await report(context, work, ids);
    await completeRun(context, runId);
  } catch (error) {
    await context.abandonRun(runId);
    throw error;
  }
  const run = await metering.run(runId);
  const unit = usageType === 'AI_IMAGE_ROTATION' ? 'images' : 'photos';
  const reports = batches.length === 1 ? 'one report' : `${batches.length} reports`;
  progress.say(
    `${month}: ${usageType} of ${formatNumber(items)} ${unit} on "${photoEvent.name}" in ${reports}, ` +
      `${formatNumber(started.grantedCredits)} credits set aside, ${formatNumber(run.usage.credits)} charged, ${run.state}.`,
  );
  return { work, run, published: { runId, usageType, month, items } };
}

async function report(
  { metering, organisationId }: DemoContext,
  work: SmallWork,
  ids: readonly string[],
): Promise<void> {
  const event = smallRunReport(work, ids, { organisationId, actorId: OPERATOR, doneAt: work.doneAt });
  await metering.reportUsage([event], `${organisationId}-small-runs`);
}
