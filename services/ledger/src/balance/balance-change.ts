import { assertNever } from '@credit-ledger/kernel';
import type { CreditAccountEvent } from '../credit-account/domain/credit-account.events.js';
import type { Portion } from '../credit-account/domain/draw-down.js';

/**
 * By how much an event, or several, change the sums of their account. Not `Credits`: from one end of their range to the
 * other is further than the range, and a sum is bounded where it is answered.
 */
export type BalanceChange = { readonly balance: bigint; readonly held: bigint };

export const UNCHANGED: BalanceChange = { balance: 0n, held: 0n };

export function balanceChangeOf(event: CreditAccountEvent): BalanceChange {
  switch (event.type) {
    case 'CreditsAdded':
    // What is forgiven of it was owed, which is part of the balance like a lot.
    case 'UsageRefunded':
      return { balance: event.data.credits, held: 0n };
    case 'UsageCharged':
      return {
        balance: -event.data.credits,
        held: -sumOf(event.data.drawdowns.filter((drawdown) => drawdown.held)),
      };
    case 'PurchaseReversed':
      return { balance: -event.data.credits, held: 0n };
    case 'HoldPlaced':
    case 'HoldExtended':
      return { balance: 0n, held: sumOf(event.data.pins) };
    case 'HoldReleased':
      return { balance: 0n, held: -sumOf(event.data.returned) };
    // Credits that repay debt leave a lot and the debt alike.
    case 'DebtRepaid':
    // What an exhausted hold had was spent by the charge before it.
    case 'HoldExhausted':
    case 'AccountOpened':
    case 'HoldRefused':
    case 'BalanceDepleted':
    case 'LowBalanceReached':
    case 'LowBalanceThresholdSet':
    case 'BalanceRestored':
    case 'MessageNoted':
      return UNCHANGED;
    default:
      return assertNever(event);
  }
}

export const sumChanges = (a: BalanceChange, b: BalanceChange): BalanceChange => ({
  balance: a.balance + b.balance,
  held: a.held + b.held,
});

const sumOf = (portions: readonly Portion[]): bigint => portions.reduce((sum, portion) => sum + portion.credits, 0n);
