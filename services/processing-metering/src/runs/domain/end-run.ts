import type { Instant } from '@credit-ledger/kernel';
import { hasEnded, type Run } from './run.js';
import { RunEndedError, RunNotStartedError } from './run.errors.js';

export type RunOutcome = 'COMPLETED' | 'CANCELLED';

/**
 * Completes or cancels a run; the ledger then releases what is left of its holds. Ending it again in the same way changes
 * nothing. Reports may still come: finished work is accepted in every state.
 * @throws RunEndedError when it ended otherwise; RunNotStartedError when completed before its hold was decided.
 */
export function endRun(run: Run, outcome: RunOutcome, now: Instant): Run {
  if (run.state === outcome) return run;
  if (hasEnded(run)) throw new RunEndedError(run.runId, run.state);
  if (outcome === 'COMPLETED' && run.state === 'REQUESTED') throw new RunNotStartedError(run.runId);
  return { ...run, state: outcome, endedAt: now };
}
