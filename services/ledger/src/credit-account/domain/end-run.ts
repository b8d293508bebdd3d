import type { CreditAccount } from './credit-account.js';
import type { EndRun } from './credit-account.commands.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { nothingToDo } from './note-message.js';
import { releaseHold } from './release-hold.js';

/** Releases what is left of the run's hold. */
export function endRun({ type, data }: EndRun, account: CreditAccount): readonly CreditAccountEvent[] {
  const hold = account.holds.get(data.runId);
  return hold === undefined
    ? nothingToDo(type, `run ${data.runId} has no open hold`)
    : releaseHold(account, hold, data.outcome);
}
