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
import { balanceOf, lowBalanceThreshold, type CreditAccount, type Debt } from './credit-account.js';
import type { CreditAccountEvent, CreditsAdded, UsageCharged } from './credit-account.events.js';
import type { Portion } from './draw-down.js';
import { joinPins, spendPins, type Hold, type HoldId } from './hold.js';
import { byDrawDownOrder, type Lot, type LotId } from './lot.js';

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
        lots: takeFromLots(account.lots, event.data.repayments, { pinned: false }),
        debt: event.data.repayments.reduce<readonly Debt[]>(withoutDebt, account.debt),
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
  const added: CreditAccount = {
    ...account,
    lots: [...account.lots, lot].sort(byDrawDownOrder),
    additionIds: new Set(account.additionIds).add(data.additionId),
    lastPurchase: source === 'PURCHASE' ? remaining : account.lastPurchase,
  };
  return { ...added, lowBalanceArmed: added.lowBalanceArmed || balanceOf(added) > lowBalanceThreshold(added) };
}

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
  const held = drawdowns.filter((drawdown) => drawdown.held);
  const free = drawdowns.filter((drawdown) => !drawdown.held);
  const lots = takeFromLots(takeFromLots(account.lots, held, { pinned: true }), free, { pinned: false });
  const hold = account.holds.get(runId);
  const spent = sumCredits(held.map((drawdown) => drawdown.credits));
  const holds =
    hold === undefined || spent === NO_CREDITS
      ? account.holds
      : new Map(account.holds).set(runId, { ...hold, pins: spendPins(hold.pins, spent).left });
  return {
    ...account,
    lots,
    holds,
    debt: overrun > NO_CREDITS ? withDebt(account.debt, runId, overrun) : account.debt,
  };
}

/** Debt of one run is one entry, at the place of its oldest: the list cannot outgrow the number of runs. */
function withDebt(debts: readonly Debt[], runId: RunId, owed: Credits): readonly Debt[] {
  return debts.some((debt) => debt.runId === runId)
    ? debts.map((debt) => (debt.runId === runId ? { runId, credits: addCredits(debt.credits, owed) } : debt))
    : [...debts, { runId, credits: owed }];
}

function withoutDebt(debts: readonly Debt[], repaid: { readonly runId: RunId; readonly credits: Credits }) {
  return debts
    .map((debt) =>
      debt.runId === repaid.runId
        ? { runId: debt.runId, credits: subtractCredits(debt.credits, repaid.credits) }
        : debt,
    )
    .filter((debt) => debt.credits !== NO_CREDITS);
}

/** An empty lot is forgotten: its history is in the stream. */
function takeFromLots(lots: readonly Lot[], portions: readonly Portion[], { pinned }: { pinned: boolean }) {
  if (portions.length === 0) return lots;
  return changeLots(lots, portions, (lot, taken) => ({
    ...lot,
    remaining: subtractCredits(lot.remaining, taken),
    pinned: pinned ? subtractCredits(lot.pinned, taken) : lot.pinned,
  })).filter((lot) => lot.remaining > NO_CREDITS);
}

function pinLots(lots: readonly Lot[], portions: readonly Portion[], sign: 1n | -1n): readonly Lot[] {
  return changeLots(lots, portions, (lot, pins) => ({
    ...lot,
    pinned: addCredits(lot.pinned, (sign * pins) as Credits),
  }));
}

function changeLots(
  lots: readonly Lot[],
  portions: readonly Portion[],
  change: (lot: Lot, amount: Credits) => Lot,
): readonly Lot[] {
  if (portions.length === 0) return lots;
  const amounts = new Map<LotId, Credits>();
  for (const { lotId, credits } of portions) amounts.set(lotId, addCredits(amounts.get(lotId) ?? NO_CREDITS, credits));
  const changed = lots.map((lot) => {
    const amount = amounts.get(lot.lotId);
    if (amount === undefined) return lot;
    amounts.delete(lot.lotId);
    const next = change(lot, amount);
    invariant(next.pinned >= NO_CREDITS && next.pinned <= next.remaining, `lot ${lot.lotId} would be overdrawn`);
    return next;
  });
  invariant(amounts.size === 0, `unknown lots ${[...amounts.keys()].join(', ')}`);
  return changed;
}

function withoutKey<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
