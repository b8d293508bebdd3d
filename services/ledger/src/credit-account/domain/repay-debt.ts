import { minCredits, NO_CREDITS, subtractCredits } from '@credit-ledger/kernel';
import type { CreditAccount } from './credit-account.js';
import { debtOf } from './credit-account.js';
import type { DebtRepaid, Repayment } from './credit-account.events.js';
import { drawDown } from './draw-down.js';

/** Pays what is owed, oldest debt first, from what is free: an account never has debt and free credits at once. */
export function repayDebt(account: CreditAccount): readonly DebtRepaid[] {
  const { portions } = drawDown(account.lots, debtOf(account));
  if (portions.length === 0) return [];
  const repayments: Repayment[] = [];
  const debts = account.debt.map((debt) => ({ ...debt }));
  for (const portion of portions) {
    let left = portion.credits;
    for (const debt of debts) {
      const repaid = minCredits(debt.credits, left);
      if (repaid === NO_CREDITS) continue;
      repayments.push({ lotId: portion.lotId, credits: repaid, owed: debt.owed });
      debt.credits = subtractCredits(debt.credits, repaid);
      left = subtractCredits(left, repaid);
    }
  }
  return [{ type: 'DebtRepaid', data: { repayments } }];
}
