import {
  addCredits,
  assertNever,
  invariant,
  NO_CREDITS,
  subtractCredits,
  sumCredits,
  type Credits,
  type RunId,
} from '@credit-ledger/kernel';
import { balanceOf, lowBalanceThreshold, type CreditAccount } from './credit-account.js';
import type {
  CreditAccountEvent,
  CreditsAdded,
  PurchaseReversed,
  UsageCharged,
  UsageRefunded,
} from './credit-account.events.js';
import { owedFor, withDebt, withoutDebt } from './debt.js';
import type { Portion } from './draw-down.js';
import { joinPins, spendPins, type Hold, type HoldId } from './hold.js';
import { byDrawDownOrder, type Lot } from './lot.js';

/** The account after the event. Events are facts: nothing is refused here, only the impossible is found out. */
export function evolve(account: CreditAccount, event: CreditAccountEvent): CreditAccount {
  switch (event.type) {
    case 'AccountOpened':
      return { ...account, openedIn: { timeZone: event.data.timeZone, currency: event.data.currency } };
    case 'CreditsAdded':
      return withAddition(account, event.data);
    case 'DebtRepaid':
      return {
        ...account,
        lots: takeFromLots(account.lots, event.data.repayments),
        debt: event.data.repayments.reduce(withoutDebt, account.debt),
      };
    case 'HoldPlaced':
    case 'HoldExtended':
      return withPins(account, event.data.holdId, event.data.runId, event.data.pins);
    case 'HoldReleased':
      return {
        ...account,
        lots: pinLots(account.lots, event.data.returned, -1n),
        holds: withoutKey(account.holds, event.data.runId),
      };
    case 'HoldExhausted':
      return { ...account, holds: withoutKey(account.holds, event.data.runId) };
    case 'UsageCharged':
      return withCharge(account, event.data);
    case 'UsageRefunded':
      return withRefund(account, event.data);
    case 'PurchaseReversed':
      return withReversal(account, event.data);
    case 'LowBalanceThresholdSet':
      return rearmed({ ...account, lowBalanceThresholdSet: event.data.threshold });
    case 'BalanceDepleted':
      return { ...account, depleted: true };
    case 'BalanceRestored':
      return { ...account, depleted: false };
    case 'LowBalanceReached':
      return { ...account, lowBalanceArmed: false };
    case 'HoldRefused':
    case 'MessageNoted':
      return account;
    default:
      return assertNever(event);
  }
}

function withAddition(account: CreditAccount, data: CreditsAdded['data']): CreditAccount {
  const { lotId, source, unitPrice, currency, addedAt, expiresAt, credits: remaining } = data;
  const lot: Lot = { lotId, source, unitPrice, currency, addedAt, expiresAt, remaining, pinned: NO_CREDITS };
  return rearmed({
    ...account,
    lots: [...account.lots, lot].sort(byDrawDownOrder),
    additionIds: new Set(account.additionIds).add(data.additionId),
    lastPurchase: source === 'PURCHASE' ? remaining : account.lastPurchase,
  });
}

/** Low may be told again once the balance is above the threshold. */
const rearmed = (account: CreditAccount): CreditAccount =>
  account.lowBalanceArmed || balanceOf(account) <= lowBalanceThreshold(account)
    ? account
    : { ...account, lowBalanceArmed: true };

function withPins(account: CreditAccount, holdId: HoldId, runId: RunId, pins: readonly Portion[]): CreditAccount {
  const open = account.holds.get(runId);
  const hold: Hold = {
    holdId,
    runId,
    granted: addCredits(open?.granted ?? NO_CREDITS, sumCredits(pins.map((pin) => pin.credits))),
    pins: joinPins(open?.pins ?? [], pins),
  };
  return { ...account, lots: pinLots(account.lots, pins, 1n), holds: new Map(account.holds).set(runId, hold) };
}

function withCharge(account: CreditAccount, { runId, drawdowns, overrun }: UsageCharged['data']): CreditAccount {
  const hold = account.holds.get(runId);
  const spent = sumCredits(drawdowns.map((drawdown) => (drawdown.held ? drawdown.credits : NO_CREDITS)));
  const holds =
    hold === undefined || spent === NO_CREDITS
      ? account.holds
      : new Map(account.holds).set(runId, { ...hold, pins: spendPins(hold.pins, spent).left });
  return {
    ...account,
    lots: takeFromLots(account.lots, drawdowns),
    holds,
    debt: overrun > NO_CREDITS ? withDebt(account.debt, { owed: owedFor(runId), credits: overrun }) : account.debt,
  };
}

function withRefund(
  account: CreditAccount,
  { runId, forgiven, lots, refundedAt }: UsageRefunded['data'],
): CreditAccount {
  const returned = lots.map(({ lotId, credits: remaining, unitPrice, currency }): Lot => {
    const basis = { lotId, source: 'REFUND', unitPrice, currency } as const;
    return { ...basis, addedAt: refundedAt, expiresAt: undefined, remaining, pinned: NO_CREDITS };
  });
  return rearmed({
    ...account,
    lots: [...account.lots, ...returned].sort(byDrawDownOrder),
    debt: withoutDebt(account.debt, { owed: owedFor(runId), credits: forgiven }),
    corrections: account.corrections + 1,
  });
}

function withReversal(account: CreditAccount, { reversalId, removals, owed }: PurchaseReversed['data']): CreditAccount {
  const debt = { owed: { type: 'REVERSAL', id: reversalId }, credits: owed } as const;
  return {
    ...account,
    lots: takeFromLots(account.lots, removals),
    debt: owed > NO_CREDITS ? withDebt(account.debt, debt) : account.debt,
    corrections: account.corrections + 1,
  };
}

/** What was held is no longer pinned. An empty lot is forgotten: its history is in the stream. */
function takeFromLots(
  lots: readonly Lot[],
  portions: readonly (Portion & { readonly held?: boolean })[],
): readonly Lot[] {
  const left = changeLots(lots, portions, (lot, { credits: taken, held }) => ({
    ...lot,
    remaining: subtractCredits(lot.remaining, taken),
    pinned: held ? subtractCredits(lot.pinned, taken) : lot.pinned,
  }));
  return left.some(isEmpty) ? left.filter((lot) => !isEmpty(lot)) : left;
}

const isEmpty = (lot: Lot): boolean => lot.remaining === NO_CREDITS;

function pinLots(lots: readonly Lot[], portions: readonly Portion[], sign: 1n | -1n): readonly Lot[] {
  return changeLots(lots, portions, (lot, { credits: pins }) => ({
    ...lot,
    pinned: addCredits(lot.pinned, (sign * pins) as Credits),
  }));
}

function changeLots<Change extends Portion>(
  lots: readonly Lot[],
  portions: readonly Change[],
  change: (lot: Lot, portion: Change) => Lot,
): readonly Lot[] {
  if (portions.length === 0) return lots;
  const changed = [...lots];
  for (const portion of portions) {
    const index = changed.findIndex((lot) => lot.lotId === portion.lotId);
    const lot = changed[index];
    invariant(lot !== undefined, `unknown lot ${portion.lotId}`);
    const next = change(lot, portion);
    invariant(next.pinned >= NO_CREDITS && next.pinned <= next.remaining, `lot ${lot.lotId} would be overdrawn`);
    changed[index] = next;
  }
  return changed;
}

function withoutKey<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
