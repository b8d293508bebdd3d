import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { add, charge, end, hold, run, sequenced } from '../../../test/credit-account.scenario.js';
import { OneCreditModel, tally } from '../../../test/one-credit-model.js';
import { creditAccountEventCodec } from '../credit-account.event-codec.js';
import { creditAccountStateCodec } from '../credit-account.state-codec.js';
import { availableOf, balanceOf, debtOf, heldOf, type CreditAccount } from './credit-account.js';
import type { CreditAccountCommand } from './credit-account.commands.js';
import { creditAccountDecider, type RecordedEvent } from './credit-account.decider.js';
import { freeOf } from './lot.js';

const RUNS = 1_000;

type Step =
  | { readonly kind: 'add'; readonly source: 'FREE_CREDITS' | 'ADMIN_GRANT' | 'PURCHASE'; readonly amount: number }
  | { readonly kind: 'hold' | 'charge'; readonly run: string; readonly amount: number }
  | { readonly kind: 'end'; readonly run: string };

const runs = fc.constantFrom('run-a', 'run-b', 'run-c');
const amounts = fc.integer({ min: 1, max: 60 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      source: fc.constantFrom('FREE_CREDITS' as const, 'ADMIN_GRANT' as const, 'PURCHASE' as const),
      amount: amounts,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('hold' as const), run: runs, amount: amounts }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('charge' as const), run: runs, amount: amounts }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), run: runs }) },
);
const steps = fc.array(step, { minLength: 1, maxLength: 25 });

const commandOf = (one: Step, index: number): CreditAccountCommand => {
  switch (one.kind) {
    case 'add':
      return add(`lot-${String(index).padStart(4, '0')}`, one.source, BigInt(one.amount));
    case 'hold':
      return hold(one.run, BigInt(one.amount), `hold-${index}`);
    case 'charge':
      return charge(BigInt(one.amount), one.run);
    case 'end':
      return end(one.run);
  }
};

type Live = { account: CreditAccount; readonly events: RecordedEvent[] };
const fresh = (): Live => ({ account: creditAccountDecider.initialState(), events: [] });

function apply(live: Live, command: CreditAccountCommand): void {
  const { source, sequence } = command.metadata;
  for (const event of creditAccountDecider.decide(command, live.account)) {
    const recorded: RecordedEvent = { ...event, metadata: { source, sequence: sequence?.toString() ?? '' } };
    live.account = creditAccountDecider.evolve(live.account, recorded);
    live.events.push(recorded);
  }
}

const sequencedBySource = (all: readonly Step[]): CreditAccountCommand[] => {
  const last = { billing: 0n, metering: 0n };
  return all.map((one, index) => {
    const source = one.kind === 'add' ? 'billing' : 'metering';
    return sequenced(commandOf(one, index), ++last[source], `${source}#1`);
  });
};

const sum = (events: readonly RecordedEvent[], type: 'CreditsAdded' | 'UsageCharged'): bigint =>
  events.reduce((total, event) => total + (event.type === type ? event.data.credits : 0n), 0n);

describe('whatever happens to an account', () => {
  test('its sums hold, and debt never stands beside free credits', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const live = fresh();
        for (const command of all.map(commandOf)) {
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
      fc.property(steps, (all) => {
        const live = fresh();
        const model = new OneCreditModel();
        all.forEach((one, index) => {
          apply(live, commandOf(one, index));
          if (one.kind === 'add') model.add(`lot-${String(index).padStart(4, '0')}`, one.source, one.amount);
          else if (one.kind === 'end') model.end(one.run);
          else model[one.kind](one.run, one.amount);
          expect(viewOf(live.account)).toEqual(model.view());
        });
      }),
      { numRuns: RUNS },
    );
  });

  test('a replay of its stored events gives the live state, and so does a snapshot', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const live = fresh();
        for (const command of sequencedBySource(all)) apply(live, command);
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

  test('redelivering any message any number of times changes nothing', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }), (all, redeliveries) => {
        const commands = sequencedBySource(all);
        const [once, often] = [fresh(), fresh()];
        commands.forEach((command, index) => {
          apply(once, command);
          apply(often, command);
          for (const [when, which] of redeliveries) {
            if (when % commands.length !== index) continue;
            apply(often, commands[which % (index + 1)] as CreditAccountCommand);
          }
        });
        expect(often).toEqual(once);
      }),
      { numRuns: RUNS },
    );
  });

  test('splitting charges into any batches, or merging them, changes nothing', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (all, sizes) => {
        const [merged, split] = [fresh(), fresh()];
        all.forEach((one, index) => {
          apply(merged, commandOf(one, index));
          if (one.kind !== 'charge') return apply(split, commandOf(one, index));
          for (let left = one.amount; left > 0;) {
            const size = Math.min(left, sizes.next().value as number);
            apply(split, commandOf({ ...one, amount: size }, index));
            left -= size;
          }
        });
        expect(split.account).toEqual(merged.account);
      }),
      { numRuns: RUNS },
    );
  });

  test('whatever order the sources arrive in, the balance and what every run was charged are the same', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.boolean()), (all, coins) => {
        const inOrder = fresh();
        const commands = sequencedBySource(all);
        for (const command of commands) apply(inOrder, command);
        const queues = ['billing#1', 'metering#1'].map((source) =>
          commands.filter((one) => one.metadata.source === source),
        );
        const interleaved = fresh();
        while (queues.some((queue) => queue.length > 0)) {
          const [first, second] = coins.next().value === true ? queues : [...queues].reverse();
          apply(interleaved, (first?.shift() ?? second?.shift()) as CreditAccountCommand);
        }
        expect(balanceOf(interleaved.account)).toBe(balanceOf(inOrder.account));
        expect(chargedPerRun(interleaved.events)).toEqual(chargedPerRun(inOrder.events));
        expect(interleaved.account.sequences).toEqual(inOrder.account.sequences);
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
    debt: tally(names(account.debt.map((debt) => ({ name: debt.runId, credits: debt.credits })))),
  };
}

const chargedPerRun = (events: readonly RecordedEvent[]) =>
  ['run-a', 'run-b', 'run-c'].map((id) =>
    events.reduce(
      (total, one) => total + (one.type === 'UsageCharged' && one.data.runId === run(id) ? one.data.credits : 0n),
      0n,
    ),
  );
