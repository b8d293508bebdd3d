import { addCredits, minCredits, NO_CREDITS, subtractCredits, type Credits } from '@credit-ledger/kernel';
import { OutdatedHistoryError, RefundExceedsChargesError, RunNotChargedError } from './correction-errors.js';
import type { CreditAccount } from './credit-account.js';
import type { RefundUsage } from './credit-account.commands.js';
import type { CreditAccountEvent, RefundLot, UsageRefunded } from './credit-account.events.js';
import { debtFor, owedFor } from './debt.js';
import { evolve } from './evolve.js';
import type { LotId } from './lot.js';
import { repayDebt } from './repay-debt.js';
import type { RunSpending } from './run-spending.js';

/**
 * Gives back credits that a run was charged. What it still owes is forgiven first, because nobody paid for that; the rest
 * goes back as a lot for each that had paid, the latest charged first. What becomes free repays what others owe.
 *
 * @throws OutdatedHistoryError when `spending` is not what it was any more.
 * @throws RunNotChargedError | RefundExceedsChargesError
 */
export function refundUsage({ data }: RefundUsage, account: CreditAccount): readonly CreditAccountEvent[] {
  const { spending, refundId, credits, reason, refundedAt } = data;
  const owed = debtFor(account.debt, owedFor(spending.runId));
  // A charge in between can only add to what may be given back. A repayment has moved debt to lots that were not read.
  if (account.corrections !== spending.corrections || owed < spending.owed) throw new OutdatedHistoryError();
  const run = assertRefundable(spending, credits);
  const forgiven = minCredits(owed, credits);
  const lots = refundLots(spending, refundId, subtractCredits(credits, forgiven));
  const refunded: UsageRefunded = {
    type: 'UsageRefunded',
    data: { refundId, runId: spending.runId, ...run, credits, forgiven, lots, reason, refundedAt },
  };
  return [refunded, ...repayDebt(evolve(account, refunded))];
}

/** @throws RunNotChargedError | RefundExceedsChargesError */
function assertRefundable(spending: RunSpending, credits: Credits): NonNullable<RunSpending['run']> {
  if (spending.run === undefined) throw new RunNotChargedError(spending.runId);
  if (credits > spending.refundable) throw new RefundExceedsChargesError(credits, spending);
  return spending.run;
}

/** One lot for each that gets something back, in the order in which that was charged, the latest first. */
function refundLots(spending: RunSpending, refundId: string, credits: Credits): readonly RefundLot[] {
  const returned = new Map<LotId, Credits>();
  let left = credits;
  for (const portion of spending.paid.toReversed()) {
    if (left === NO_CREDITS) break;
    const taken = minCredits(portion.credits, left);
    returned.set(portion.lotId, addCredits(returned.get(portion.lotId) ?? NO_CREDITS, taken));
    left = subtractCredits(left, taken);
  }
  return [...returned].map(([sourceLotId, given], index) => {
    const lotId = `${refundId}-${index + 1}` as LotId;
    return { lotId, sourceLotId, credits: given, ...spending.costOf(sourceLotId) };
  });
}
