import type { CreditAccount } from './credit-account.js';
import type { EndRun } from './credit-account.commands.js';
import type { CreditAccountEvent, HoldReleased } from './credit-account.events.js';
import { evolve } from './evolve.js';
import { nothingToDo } from './note-message.js';
import { repayDebt } from './repay-debt.js';

/** Releases what is left of the run's hold to the lots it came from; what is owed is repaid from it. */
export function endRun({ type, data }: EndRun, account: CreditAccount): readonly CreditAccountEvent[] {
  const hold = account.holds.get(data.runId);
  if (hold === undefined) return nothingToDo(type, `run ${data.runId} has no open hold`);
  const released: HoldReleased = {
    type: 'HoldReleased',
    data: { holdId: hold.holdId, runId: hold.runId, reason: data.outcome, returned: hold.pins },
  };
  return [released, ...repayDebt(evolve(account, released))];
}
