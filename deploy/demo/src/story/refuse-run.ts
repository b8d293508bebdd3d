import { ApiError } from '../api/api-error.js';
import { refusal, type Refusal, type StartRun } from '../api/metering-api.js';
import type { ToldRefusal } from '../reconciliation/told-figures.js';
import { formatNumber } from '../report/format.js';
import type { DemoContext } from './demo-context.js';
import { PHOTO_EVENT } from './process-race.js';
import { decidedRun } from './run-steps.js';

/** A run that more credits were asked for than there are was not refused. */
export class RunNotRefusedError extends Error {
  constructor(runId: string, state: string) {
    super(
      `run ${runId} is ${state}, although it needs more credits than are available; the log of the ledger says why`,
    );
    this.name = 'RunNotRefusedError';
  }
}

// Of images in one run.
const IMAGES_MAX = 100_000;
const BEYOND = 500;

/** Asks for a rotation of more images than credits are available, which is all or nothing. */
export async function refuseRun(context: DemoContext): Promise<ToldRefusal> {
  const { organisationId, ledger, metering, progress } = context;
  const runId = `${organisationId}-refused`;
  const available = (await ledger.balance())?.available ?? 0;
  const images = Math.min(IMAGES_MAX, available + BEYOND);
  const answered = await refusalOf(context, {
    ...{ runId, usageType: 'AI_IMAGE_ROTATION', photoEvent: PHOTO_EVENT, estimatedPhotos: images },
  });
  const { state } = await metering.run(runId);
  const after = await ledger.balance();
  const [needed, found, topUp] = [answered.needed, answered.available, answered.recommendedTopUp].map(formatNumber);
  progress.say(
    `AI_IMAGE_ROTATION of ${formatNumber(images)} images is ${state} (402 ${CODE}): it needs ${needed} credits, ${found} are ` +
      `available, and a top-up of ${topUp} is recommended. ${formatNumber(after?.held ?? 0)} credits are held, nothing is charged.`,
  );
  return { ...answered, runId, state };
}

const CODE = 'metering.insufficient_credits';

/** What the ledger's refusal says, whether it came with the answer or after it. */
async function refusalOf(context: DemoContext, run: StartRun): Promise<Refusal> {
  try {
    await context.metering.startRun(run);
  } catch (error) {
    const told = error instanceof ApiError && error.code === CODE ? refusal.safeParse(error.details) : undefined;
    if (told?.success) return told.data;
    throw error;
  }
  const decided = await decidedRun(context, run.runId);
  if (decided.refusal) return decided.refusal;
  await context.abandonRun(run.runId);
  throw new RunNotRefusedError(run.runId, decided.state);
}
