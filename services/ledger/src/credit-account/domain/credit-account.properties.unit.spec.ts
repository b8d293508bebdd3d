import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError, type RunId } from '@credit-ledger/kernel';
import {
  commandsOf,
  expiredHoldOf,
  histories,
  holdIdOf,
  idOf,
  numbered,
  RUN_IDS,
  type Step,
} from '../../../test/account-histories.js';
import { informed } from '../../../test/corrections.js';
import { apply, applyAsIs, unopened } from '../../../test/live-account.js';
import { OneCreditModel, tally } from '../../../test/one-credit-model.js';
import { creditAccountEventCodec } from '../credit-account.event-codec.js';
import { creditAccountStateCodec } from '../credit-account.state-codec.js';
import { OutdatedHistoryError } from './correction-errors.js';
import { availableOf, balanceOf, debtOf, heldOf, type CreditAccount } from './credit-account.js';
import { creditAccountDecider, type RecordedEvent } from './credit-account.decider.js';
import { debtFor, owedFor } from './debt.js';
import { freeOf } from './lot.js';
import { RunSpending } from './run-spending.js';

const RUNS = 1_000;

type Moving = 'CreditsAdded' | 'UsageCharged' | 'UsageRefunded' | 'PurchaseReversed';
const sum = (events: readonly RecordedEvent[], type: Moving): bigint =>
  events.reduce((total, event) => total + (event.type === type ? event.data.credits : 0n), 0n);
const ofRun = (events: readonly RecordedEvent[], runId: string): RecordedEvent[] =>
  events.filter((event) => 'runId' in event.data && event.data.runId === runId);
const ofPayment = (events: readonly RecordedEvent[], paymentId: string): RecordedEvent[] =>
  events.filter((event) => 'paymentId' in event.data && event.data.paymentId === paymentId);

describe('whatever happens to an account', () => {
  test('its sums hold, and debt never stands beside free credits', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const live = unopened();
        for (const command of commandsOf(all)) {
          apply(live, command);
          const { account, events } = live;
          const lots = account.lots.reduce((total, lot) => total + lot.remaining, 0n);
          expect(balanceOf(account)).toBe(lots - debtOf(account));
          const came = sum(events, 'CreditsAdded') + sum(events, 'UsageRefunded');
          expect(balanceOf(account)).toBe(came - sum(events, 'UsageCharged') - sum(events, 'PurchaseReversed'));
          expect(availableOf(account)).toBe(balanceOf(account) - heldOf(account));
          const pins = [...account.holds.values()].flatMap((one) => one.pins);
          expect(heldOf(account)).toBe(pins.reduce((total, pin) => total + pin.credits, 0n));
          if (debtOf(account) > 0n) expect(account.lots.filter((lot) => freeOf(lot) > 0n)).toEqual([]);
          expect(account.lots.every((lot) => lot.remaining > 0n && lot.pinned >= 0n && freeOf(lot) >= 0n)).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('it agrees with a model that moves one credit at a time', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const live = unopened();
        const model = new OneCreditModel();
        for (const [index, command] of commandsOf(all).entries()) {
          const one = all[index] as Step;
          expect(apply(live, command)).toBe(applyTo(model, one, index, all));
          expect(viewOf(live.account)).toEqual(model.view());
        }
        expect(marksOf(live.events)).toEqual(model.marks);
      }),
      { numRuns: RUNS },
    );
  });

  test('no run gets back more than it was charged, and of no purchase more is taken back than was bought', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const live = unopened();
        for (const command of commandsOf(all)) apply(live, command);
        for (const runId of RUN_IDS) {
          const events = ofRun(live.events, runId);
          expect(sum(events, 'UsageRefunded')).toBeLessThanOrEqual(sum(events, 'UsageCharged'));
        }
        for (const paymentId of new Set(all.map((one) => (one.kind === 'reverse' ? one.payment : '')))) {
          const events = ofPayment(live.events, paymentId);
          expect(sum(events, 'PurchaseReversed')).toBeLessThanOrEqual(sum(events, 'CreditsAdded'));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('refunds that were read at any earlier moments are made rightly, or not made', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (all, moments) => {
        const live = unopened();
        for (const command of commandsOf(all)) {
          if (command.type !== 'RefundUsage') {
            apply(live, command);
            continue;
          }
          const read = live.events.slice(0, (moments.next().value as number) % (live.events.length + 1));
          try {
            applyAsIs(live, informed(command, read));
          } catch (error) {
            if (!(error instanceof DomainError || error instanceof OutdatedHistoryError)) throw error;
          }
          for (const runId of RUN_IDS) {
            const spending = new RunSpending(runId as RunId);
            for (const event of live.events) spending.take(event);
            const paid = spending.paid.reduce((total, portion) => total + portion.credits, 0n);
            expect(spending.refundable).toBe(spending.owed + paid);
            expect(spending.owed).toBe(debtFor(live.account.debt, owedFor(spending.runId)));
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('a replay of its stored events gives the live state, and so does a snapshot', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const live = unopened();
        for (const command of numbered(commandsOf(all))) apply(live, command);
        const replayed = live.events
          .map((event) => ({
            ...creditAccountEventCodec.decode(creditAccountEventCodec.encode(event)),
            metadata: event.metadata,
          }))
          .reduce<CreditAccount>(creditAccountDecider.evolve, creditAccountDecider.initialState());
        expect(replayed).toEqual(live.account);
        expect(creditAccountStateCodec.decode(creditAccountStateCodec.encode(live.account))).toEqual(live.account);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Whether the model did not refuse it either. */
function applyTo(model: OneCreditModel, one: Step, index: number, all: readonly Step[]): boolean {
  if (one.kind === 'add') model.add(one.addition, one.source, one.amount, one.day);
  else if (one.kind === 'end') model.end(one.run);
  else if (one.kind === 'expire') model.expire(one.run, expiredHoldOf(one, all.slice(0, index)));
  else if (one.kind === 'charge') model.charge(one.run, one.amount);
  else if (one.kind === 'hold' || one.kind === 'holdAll') model[one.kind](one.run, one.amount, holdIdOf(index));
  else if (one.kind === 'threshold') model.threshold(one.amount);
  else if (one.kind === 'refund') return model.refund(one.run, one.amount, idOf(index));
  else if (one.kind === 'reverse') return model.reverse(one.payment, one.amount, one.forced, idOf(index));
  return true;
}

const marksOf = (events: readonly RecordedEvent[]): string[] =>
  events.flatMap(({ type, data }) => {
    if (type === 'LowBalanceReached') return [`low ${data.balance} ${data.threshold}`];
    if (type === 'BalanceDepleted') return [`depleted ${data.balance}`];
    return type === 'BalanceRestored' ? [`restored ${data.balance}`] : [];
  });

function viewOf(account: CreditAccount) {
  const names = (portions: readonly { readonly name: string; readonly credits: bigint }[]) =>
    portions.flatMap(({ name, credits }) => Array<string>(Number(credits)).fill(name));
  return {
    balance: Number(balanceOf(account)),
    held: Number(heldOf(account)),
    lots: tally(names(account.lots.map((lot) => ({ name: lot.lotId, credits: lot.remaining })))),
    prices: account.lots.map((lot) => [lot.lotId, lot.unitPrice]),
    pinned: tally(names(account.lots.map((lot) => ({ name: lot.lotId, credits: lot.pinned })))),
    holds: [...account.holds.values()]
      .map((one) => ({
        run: one.runId,
        id: one.holdId,
        granted: Number(one.granted),
        pins: names(one.pins.map((pin) => ({ name: pin.lotId, credits: pin.credits }))),
      }))
      .sort((a, b) => (a.run < b.run ? -1 : 1)),
    debt: tally(names(account.debt.map((debt) => ({ name: debt.owed.id, credits: debt.credits })))),
  };
}
