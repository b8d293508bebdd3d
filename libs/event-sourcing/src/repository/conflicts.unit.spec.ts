import { describe, expect, it } from '@jest/globals';
import { plusMs } from '@credit-ledger/kernel';
import fc from 'fast-check';
import { holdAppends } from '../../test/held-store.js';
import { add, NOON, take, tallies, TALLY, TooFewError } from '../../test/tally.js';
import { InMemoryEventLog } from '../in-memory/in-memory-event-log.js';
import { InMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import { verifyChain } from '../verify-chain.js';
import { StreamContendedError } from './stream-contended.error.js';

/** Two repositories on one log, as two processes would have them. */
function twoProcesses() {
  const log = new InMemoryEventLog();
  const store = new InMemoryEventStore(log);
  // Another clock, so that handling the same message gives another hash.
  const clock = { now: () => plusMs(NOON, 1) };
  return { store, ours: tallies({ store }), theirs: tallies({ store: new InMemoryEventStore(log), clock }) };
}

describe('a conflict with another process', () => {
  it('decides again on what is stored by then', async () => {
    const { ours, theirs } = twoProcesses();
    await ours.execute(TALLY, add(10));
    await theirs.execute(TALLY, take(7));
    const outcomes = await Promise.allSettled([ours.execute(TALLY, take(5)), ours.execute(TALLY, take(3))]);
    expect(outcomes).toMatchObject([{ reason: expect.any(TooFewError) }, { value: { version: 3 } }]);
    expect(await theirs.load(TALLY)).toMatchObject({ state: { total: 0 } });
  });

  it('does not refuse on a state that another process has moved on since', async () => {
    const { ours, theirs } = twoProcesses();
    await ours.execute(TALLY, add(1));
    await theirs.execute(TALLY, add(10));
    expect(await ours.execute(TALLY, take(11))).toMatchObject({ version: 3 });
  });

  it('recognises a message that the other process has handled meanwhile', async () => {
    const { store, ours, theirs } = twoProcesses();
    await ours.execute(TALLY, add(1, { sequence: 1n }));
    await theirs.execute(TALLY, add(5, { messageId: 'shared', sequence: 2n }));
    expect(await ours.execute(TALLY, add(5, { messageId: 'shared', sequence: 2n }))).toEqual({
      events: [],
      version: 2,
    });
    await ours.execute(TALLY, add(1, { sequence: 3n }));
    expect(await verifyChain(store.readStream(TALLY))).toMatchObject({ intact: true, eventsVerified: 3 });
  });

  it('gives up after so many attempts and leaves the next command a fresh start', async () => {
    const { store, theirs } = twoProcesses();
    const { store: slow, nextAppend } = holdAppends(store);
    const ours = tallies({ store: slow, attemptsMax: 3 });
    const contended = ours.execute(TALLY, add(1));
    for (let attempt = 0; attempt < 3; attempt++) {
      const append = await nextAppend();
      await theirs.execute(TALLY, add(1));
      append.release();
    }
    await expect(contended).rejects.toThrow(StreamContendedError);
    const next = ours.execute(TALLY, add(1));
    (await nextAppend()).release();
    expect(await next).toMatchObject({ version: 4 });
  });

  it('loses nothing, doubles nothing and breaks no chain, however two processes interleave', async () => {
    const command = fc.record({
      process: fc.constantFrom('ours' as const, 'theirs' as const),
      type: fc.constantFrom('Add', 'Take'),
      amount: fc.integer({ min: 1, max: 9 }),
      waits: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 30 }), async (commands) => {
        const { store, ...processes } = twoProcesses();
        const running: Promise<number>[] = [];
        for (const { process, type, amount, waits } of commands) {
          running.push(effectOf(processes[process].execute(TALLY, type === 'Add' ? add(amount) : take(amount))));
          if (waits) await running.at(-1);
        }
        const total = (await Promise.all(running)).reduce((sum, effect) => sum + effect, 0);
        const restarted = await tallies({ store }).load(TALLY);
        expect(restarted.state.total).toBe(total);
        expect(total).toBeGreaterThanOrEqual(0);
        expect(await processes.ours.load(TALLY)).toEqual(restarted);
        expect(await processes.theirs.load(TALLY)).toEqual(restarted);
        expect(await verifyChain(store.readStream(TALLY))).toMatchObject({ intact: true });
      }),
      { numRuns: 200 },
    );
  });
});

type Executed = ReturnType<ReturnType<typeof tallies>['execute']>;

/** What an execution did to the total: nothing when it was refused. */
const effectOf = (execution: Executed): Promise<number> =>
  execution.then(
    ({ events }) => events.reduce((sum, { type, data }) => sum + (type === 'Added' ? data.amount : -data.amount), 0),
    (error: unknown) => {
      expect(error).toBeInstanceOf(TooFewError);
      return 0;
    },
  );
