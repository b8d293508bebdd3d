import { NO_CREDITS } from '@credit-ledger/kernel';
import { balanceOf, lowBalanceThreshold, type CreditAccount } from './credit-account.js';
import type { CreditAccountEvent } from './credit-account.events.js';

/** What everybody is told when the balance crosses a mark between two states of the account. */
export function balanceMarks(before: CreditAccount, after: CreditAccount): readonly CreditAccountEvent[] {
  const [was, balance] = [balanceOf(before), balanceOf(after)];
  if (was === balance) return [];
  const marks: CreditAccountEvent[] = [];
  const threshold = lowBalanceThreshold(after);
  if (after.lowBalanceArmed && balance <= threshold) {
    marks.push({ type: 'LowBalanceReached', data: { balance, threshold } });
  }
  if (was > NO_CREDITS && balance <= NO_CREDITS) marks.push({ type: 'BalanceDepleted', data: { balance } });
  if (before.depleted && balance > NO_CREDITS) marks.push({ type: 'BalanceRestored', data: { balance } });
  return marks;
}
