import type { CreditAccount } from './credit-account.js';
import type { ExpireHold } from './credit-account.commands.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { nothingToDo } from './note-message.js';
import { releaseHold } from './release-hold.js';

/** Releases what is left of the hold. One that a further hold of its run has joined is in use again, and stays. */
export function expireHold({ type, data }: ExpireHold, account: CreditAccount): readonly CreditAccountEvent[] {
  const hold = account.holds.get(data.runId);
  return hold === undefined || hold.holdId !== data.holdId
    ? nothingToDo(type, `hold ${data.holdId} is not the open hold of run ${data.runId}`)
    : releaseHold(account, hold, 'EXPIRED');
}
