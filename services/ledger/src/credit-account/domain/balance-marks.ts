import { credits, NO_CREDITS, type Credits } from '@credit-ledger/kernel';
import { balanceOf, lowBalanceThreshold, type CreditAccount } from './credit-account.js';
import type { CreditAccountEvent } from './credit-account.events.js';
import { evolve } from './evolve.js';

/** What everybody is told when the events that were decided on take the balance across a mark. */
export function balanceMarks(
  before: CreditAccount,
  decided: readonly CreditAccountEvent[],
): readonly CreditAccountEvent[] {
  const was = balanceOf(before);
  const balance = balanceAfter(was, decided);
  if (was === balance && !decided.some(({ type }) => type === 'LowBalanceThresholdSet')) return [];
  // Only what arrives, or who sets it, moves the threshold or arms it. Charges, of which there are many, are not applied a
  // second time.
  const after = balance >= was ? decided.reduce<CreditAccount>(evolve, before) : before;
  const marks: CreditAccountEvent[] = [];
  const threshold = lowBalanceThreshold(after);
  if (after.lowBalanceArmed && balance <= threshold) {
    marks.push({ type: 'LowBalanceReached', data: { balance, threshold } });
  }
  if (was > NO_CREDITS && balance <= NO_CREDITS) marks.push({ type: 'BalanceDepleted', data: { balance } });
  if (before.depleted && balance > NO_CREDITS) marks.push({ type: 'BalanceRestored', data: { balance } });
  return marks;
}

/** Additions, charges and corrections move it; holds only set aside, and a repayment takes as much debt as credits. */
function balanceAfter(was: Credits, decided: readonly CreditAccountEvent[]): Credits {
  let balance: bigint = was;
  for (const { type, data } of decided) {
    if (type === 'CreditsAdded' || type === 'UsageRefunded') balance += data.credits;
    else if (type === 'UsageCharged' || type === 'PurchaseReversed') balance -= data.credits;
  }
  return credits(balance);
}
