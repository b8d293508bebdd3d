import { describe, expect, it } from '@jest/globals';
import { holdAppends } from '../../test/held-store.js';
import { add, take, tallies, TALLY, TooFewError } from '../../test/tally.js';
import { AppendOutcomeUnknownError } from '../event-store-errors.js';
import { InMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import type { StreamId } from '../stream.js';

const held = () => holdAppends(new InMemoryEventStore());

describe('the queue of a stream', () => {
  it('decides what waits behind an append together, on the state it left, and appends it once', async () => {
    const { store, nextAppend } = held();
    const repository = tallies({ store });
    const first = repository.execute(TALLY, add(10));
    const inFlight = await nextAppend();
    const waiting = [take(4), take(6), add(1)].map((command) => repository.execute(TALLY, command));
    inFlight.release();
    const batch = await nextAppend();
    expect(batch.events.map(({ type }) => type)).toEqual(['Taken', 'Taken', 'Added']);
    batch.release();
    expect((await Promise.all([first, ...waiting])).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  it('takes calls of the same turn together, in their order', async () => {
    const { store, nextAppend } = held();
    const repository = tallies({ store });
    const all = Promise.all([add(1), take(1), add(2)].map((command) => repository.execute(TALLY, command)));
    const append = await nextAppend();
    expect(append.events.map(({ type, data }) => [type, data])).toEqual([
      ['Added', '{"amount":1}'],
      ['Taken', '{"amount":1}'],
      ['Added', '{"amount":2}'],
    ]);
    append.release();
    await all;
  });

  it('refuses one caller without disturbing those around it', async () => {
    const repository = tallies();
    const results = await Promise.allSettled(
      [add(5), take(9), take(5)].map((command) => repository.execute(TALLY, command)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: expect.any(TooFewError) });
    expect(await repository.load(TALLY)).toMatchObject({ state: { total: 0 }, version: 2 });
  });

  it('does not let one stream wait for another', async () => {
    const { store, nextAppend } = held();
    const repository = tallies({ store });
    const slow = repository.execute(TALLY, add(1));
    const slowAppend = await nextAppend();
    const other = repository.execute('tally-2' as StreamId, add(1));
    (await nextAppend()).release();
    await other;
    slowAppend.release();
    await slow;
  });

  it('takes no more calls into one append than it is allowed', async () => {
    const { store, nextAppend } = held();
    const repository = tallies({ store, callsPerAppendMax: 2 });
    const all = Promise.all([1, 2, 3].map((amount) => repository.execute(TALLY, add(amount))));
    for (const length of [2, 1]) {
      const append = await nextAppend();
      expect(append.events).toHaveLength(length);
      append.release();
    }
    await all;
  });

  it('tells everybody in a batch of its failure, and serves those behind it from what is stored', async () => {
    const { store, nextAppend } = held();
    const repository = tallies({ store });
    const lost = [add(5), add(6)].map((command) => repository.execute(TALLY, command));
    const append = await nextAppend();
    const next = repository.execute(TALLY, add(1));
    append.fail(new AppendOutcomeUnknownError(TALLY, new Error('cut')));
    for (const one of lost) await expect(one).rejects.toThrow(AppendOutcomeUnknownError);
    (await nextAppend()).release();
    expect(await next).toMatchObject({ version: 1 });
    expect(await repository.load(TALLY)).toMatchObject({ state: { total: 1 } });
  });

  it('is idle when every command has its outcome', async () => {
    const { store, nextAppend } = held();
    const repository = tallies({ store });
    let answered = false;
    const execution = repository.execute(TALLY, add(1)).then(() => (answered = true));
    const idle = repository.idle().then(() => expect(answered).toBe(true));
    (await nextAppend()).release();
    await Promise.all([execution, idle]);
    await repository.idle();
  });
});
