import { addCredits, NO_CREDITS, subtractCredits, type Credits, type RunId } from '@credit-ledger/kernel';

/** What credits are owed for: usage of a run that found none, or a purchase that was taken back after they were spent. */
export type Owed =
  { readonly type: 'USAGE'; readonly id: RunId } | { readonly type: 'REVERSAL'; readonly id: ReversalId };
export type ReversalId = string;

export type Debt = { readonly owed: Owed; readonly credits: Credits };

export const owedFor = (runId: RunId): Owed => ({ type: 'USAGE', id: runId });

/** What is owed for one thing. */
export const debtFor = (debts: readonly Debt[], owed: Owed): Credits =>
  debts.find((debt) => isSame(debt.owed, owed))?.credits ?? NO_CREDITS;

/** Debt for one thing is one entry, at the place of its oldest: the list cannot outgrow the number of runs and reversals. */
export function withDebt(debts: readonly Debt[], { owed, credits }: Debt): readonly Debt[] {
  return debts.some((debt) => isSame(debt.owed, owed))
    ? debts.map((debt) => (isSame(debt.owed, owed) ? { owed, credits: addCredits(debt.credits, credits) } : debt))
    : [...debts, { owed, credits }];
}

/** The debts after some of one was repaid or forgiven. */
export function withoutDebt(debts: readonly Debt[], { owed, credits }: Debt): readonly Debt[] {
  return debts
    .map((debt) => (isSame(debt.owed, owed) ? { owed, credits: subtractCredits(debt.credits, credits) } : debt))
    .filter((debt) => debt.credits !== NO_CREDITS);
}

const isSame = (a: Owed, b: Owed): boolean => a.id === b.id && a.type === b.type;
