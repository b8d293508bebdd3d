import type { CreditAccount } from './credit-account.js';
import type { CreditAccountEvent, HoldReleased } from './credit-account.events.js';
import { evolve } from './evolve.js';
import type { Hold } from './hold.js';
import { repayDebt } from './repay-debt.js';

/** Gives back what is left of a hold to the lots it came from; what is owed is repaid from it. */
export function releaseHold(
  account: CreditAccount,
  { holdId, runId, pins: returned }: Hold,
  reason: HoldReleased['data']['reason'],
): readonly CreditAccountEvent[] {
  const released: HoldReleased = { type: 'HoldReleased', data: { holdId, runId, reason, returned } };
  return [released, ...repayDebt(evolve(account, released))];
}
