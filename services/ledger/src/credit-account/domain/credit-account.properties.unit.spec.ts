import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commandsOf, histories, numbered, type Step } from '../../../test/account-histories.js';
import { apply, unopened } from '../../../test/live-account.js';
import { OneCreditModel, tally } from '../../../test/one-credit-model.js';
import { creditAccountEventCodec } from '../credit-account.event-codec.js';
import { creditAccountStateCodec } from '../credit-account.state-codec.js';
import { availableOf, balanceOf, debtOf, heldOf, type CreditAccount } from './credit-account.js';
import { creditAccountDecider, type RecordedEvent } from './credit-account.decider.js';
import { freeOf } from './lot.js';

const RUNS = 1_000;

const sum = (events: readonly RecordedEvent[], type: 'CreditsAdded' | 'UsageCharged'): bigint =>
  events.reduce((total, event) => total + (event.type === type ? event.data.credits : 0n), 0n);

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
          expect(balanceOf(account)).toBe(sum(events, 'CreditsAdded') - sum(events, 'UsageCharged'));
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
          apply(live, command);
          if (one.kind === 'add') model.add(one.addition, one.source, one.amount, one.day);
          else if (one.kind === 'end') model.end(one.run);
          else if (one.kind !== 'open') model[one.kind](one.run, one.amount);
          expect(viewOf(live.account)).toEqual(model.view());
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

function viewOf(account: CreditAccount) {
  const names = (portions: readonly { readonly name: string; readonly credits: bigint }[]) =>
    portions.flatMap(({ name, credits }) => Array<string>(Number(credits)).fill(name));
  return {
    balance: Number(balanceOf(account)),
    held: Number(heldOf(account)),
    lots: tally(names(account.lots.map((lot) => ({ name: lot.lotId, credits: lot.remaining })))),
    pinned: tally(names(account.lots.map((lot) => ({ name: lot.lotId, credits: lot.pinned })))),
    holds: [...account.holds.values()]
      .map((one) => ({
        run: one.runId,
        granted: Number(one.granted),
        pins: names(one.pins.map((pin) => ({ name: pin.lotId, credits: pin.credits }))),
      }))
      .sort((a, b) => (a.run < b.run ? -1 : 1)),
    debt: tally(names(account.debt.map((debt) => ({ name: debt.owed.id, credits: debt.credits })))),
  };
}
