import type { CreditAccount } from './credit-account.js';
import type { SetLowBalanceThreshold } from './credit-account.commands.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { nothingToDo } from './note-message.js';

/** From now on a balance at or below it is low. One that is so already is told at once. */
export function setLowBalanceThreshold(
  { type, data: { threshold } }: SetLowBalanceThreshold,
  account: CreditAccount,
): readonly CreditAccountEvent[] {
  return threshold === account.lowBalanceThresholdSet
    ? nothingToDo(type, `the threshold is ${threshold ?? 'the usual one'} already`)
    : [{ type: 'LowBalanceThresholdSet', data: { threshold } }];
}
