import type { Run, StartRun } from '../api/metering-api.js';
import { waitUntil } from '../waiting/wait-until.js';
import type { DemoContext } from './demo-context.js';

/** Asks for a run and waits until the ledger has decided about its hold. */
export async function startRun(context: DemoContext, run: StartRun): Promise<Run> {
  await context.metering.startRun(run);
  return decidedRun(context, run.runId);
}

export function decidedRun({ metering, signal }: DemoContext, runId: string): Promise<Run> {
  return waitUntil(
    `the ledger decides about the hold of run ${runId}`,
    async () => {
      const run = await metering.run(runId);
      return run.holdPending ? undefined : run;
    },
    { signal },
  );
}

/** Everything was counted before, so that nothing is charged beyond the hold that this releases. */
export async function completeRun(context: DemoContext, runId: string): Promise<void> {
  const { consistencyToken } = await context.metering.complete(runId);
  await shownInBalance(context, 'the completed run', consistencyToken);
}

/** Waits until the balance has what the token names. */
export async function shownInBalance(
  { ledger, signal }: DemoContext,
  what: string,
  consistencyToken: string | undefined,
): Promise<void> {
  await waitUntil(
    `the balance shows ${what}`,
    async () => (await ledger.balance(consistencyToken))?.caughtUp || undefined,
    { signal },
  );
}
