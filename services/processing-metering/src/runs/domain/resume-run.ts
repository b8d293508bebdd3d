import { furtherHold, type HoldId } from './hold.js';
import { hasEnded, type Run } from './run.js';
import { RunEndedError, RunNotPausedError } from './run.errors.js';

/**
 * Asks for a further hold; the run stays PAUSED until the ledger has placed it. While one is asked for already, nothing
 * changes: two people who press "resume" set credits aside once.
 * @throws RunEndedError, RunNotPausedError
 */
export function resumeRun(run: Run, holdId: HoldId): Run {
  if (hasEnded(run)) throw new RunEndedError(run.runId, run.state);
  if (run.state !== 'PAUSED') throw new RunNotPausedError(run.runId, run.state);
  if (run.hold.status === 'PENDING') return run;
  const charged = run.usage.credits;
  const requested = furtherHold(run.estimate, charged);
  return { ...run, hold: { status: 'PENDING', holdId, requested, chargedBefore: charged } };
}
