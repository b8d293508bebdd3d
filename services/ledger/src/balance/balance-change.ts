import { addCredits, assertNever, credits, NO_CREDITS, sumCredits, type Credits } from '@credit-ledger/kernel';
import type { CreditAccountEvent } from '../credit-account/domain/credit-account.events.js';
import type { Portion } from '../credit-account/domain/draw-down.js';

/** By how much an event changes the sums of its account. */
export type BalanceChange = { readonly balance: Credits; readonly held: Credits };

export const UNCHANGED: BalanceChange = { balance: NO_CREDITS, held: NO_CREDITS };

export function balanceChangeOf(event: CreditAccountEvent): BalanceChange {
  switch (event.type) {
    case 'CreditsAdded':
      return { balance: event.data.credits, held: NO_CREDITS };
    case 'UsageCharged':
      return {
        balance: negative(event.data.credits),
        held: negative(sumOf(event.data.drawdowns.filter((drawdown) => drawdown.held))),
      };
    case 'HoldPlaced':
    case 'HoldExtended':
      return { balance: NO_CREDITS, held: sumOf(event.data.pins) };
    case 'HoldReleased':
      return { balance: NO_CREDITS, held: negative(sumOf(event.data.returned)) };
    // Credits that repay debt leave a lot and the debt alike.
    case 'DebtRepaid':
    // What an exhausted hold had was spent by the charge before it.
    case 'HoldExhausted':
    case 'AccountOpened':
    case 'HoldRefused':
    case 'BalanceDepleted':
    case 'LowBalanceReached':
    case 'BalanceRestored':
    case 'MessageNoted':
      return UNCHANGED;
    default:
      return assertNever(event);
  }
}

export const sumChanges = (a: BalanceChange, b: BalanceChange): BalanceChange => ({
  balance: addCredits(a.balance, b.balance),
  held: addCredits(a.held, b.held),
});

const sumOf = (portions: readonly Portion[]): Credits => sumCredits(portions.map((portion) => portion.credits));
const negative = (amount: Credits): Credits => credits(-amount);
