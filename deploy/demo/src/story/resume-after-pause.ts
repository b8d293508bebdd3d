import { formatNumber } from '../report/format.js';
import { waitUntil } from '../waiting/wait-until.js';
import { topUp } from '../workload/credit-plan.js';
import { buyCredits, type Purchase } from './buy-credits.js';
import type { DemoContext } from './demo-context.js';

/** The gate said stop for a reason that credits do not mend. */
export class RunStoppedError extends Error {
  constructor(runId: string, reason: string | null) {
    super(`the gate stopped run ${runId}: ${reason ?? 'no reason given'}`);
    this.name = 'RunStoppedError';
  }
}

/**
 * Credits have run out: buys what the photos that are left need, and resumes the run.
 * @throws RunStoppedError when the run was stopped for another reason.
 */
export async function resumeAfterPause(
  context: DemoContext,
  { runId, reason, photos }: { readonly runId: string; readonly reason: string | null; readonly photos: number },
): Promise<Purchase> {
  const { ledger, metering, progress, signal } = context;
  if (reason !== 'metering.run_paused') throw new RunStoppedError(runId, reason);
  const { state, usage } = await metering.run(runId);
  // Metering has heard it from the ledger; the balance that people see may be a moment behind. The pause closed the run's
  // hold, so a balance of which some is still held is older than the pause.
  const { balance, available } = await waitUntil(
    'the balance shows that credits ran out',
    async () => {
      const seen = await ledger.balance();
      return seen?.held === 0 && seen.available <= 0 ? seen : undefined;
    },
    { signal },
  );
  progress.say(
    `The run is ${state} after ${formatNumber(usage.newPhotos)} photos: the balance is ${formatNumber(balance)}.`,
  );
  const purchase = await buyCredits(context, topUp(photos - usage.newPhotos, available));
  await metering.resume(runId);
  const resumed = await waitUntil(
    `run ${runId} is resumed`,
    async () => {
      const run = await metering.run(runId);
      return run.state === 'RUNNING' && !run.holdPending ? run : undefined;
    },
    { signal },
  );
  progress.say(
    `Resumed: the run is ${resumed.state}, ${formatNumber(resumed.grantedCredits)} credits set aside in all.`,
  );
  return purchase;
}
