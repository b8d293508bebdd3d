import { describe, expect, it } from '@jest/globals';
import { plusMs, type Instant } from '@credit-ledger/kernel';
import { RecordedMetrics } from '@credit-ledger/testing';
import { add, NOON, take, tallies, TALLY, tallyDecider, TooFewError, type TallyEvent } from '../../test/tally.js';
import { collect } from '../contract/sample-events.js';
import { InMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import { verifyChain } from '../verify-chain.js';

describe('executing a command', () => {
  it('appends what the decider decided and returns it with the version after it', async () => {
    const repository = tallies();
    expect(await repository.execute(TALLY, add(5))).toEqual({
      events: [{ type: 'Added', data: { amount: 5 } }],
      version: 1,
    });
    expect(await repository.execute(TALLY, take(2))).toMatchObject({ version: 2 });
    expect(await repository.load(TALLY)).toMatchObject({ state: { total: 3 }, version: 2 });
  });

  it('records who, when and why with every event', async () => {
    const store = new InMemoryEventStore();
    const effectiveAt = plusMs(NOON, -1_000);
    await tallies({ store }).execute(TALLY, add(5, { messageId: 'message-x', sequence: 7n, effectiveAt }));
    const [event] = await collect(store.readStream(TALLY));
    expect(event?.metadata).toEqual({
      messageId: 'message-x',
      correlationId: 'correlation-1',
      causationId: 'message-x',
      actor: 'actor-1',
      effectiveAt,
      recordedAt: NOON,
      source: 'spec#1',
      sequence: '7',
      previousHash: '',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('takes the time of recording for business time when none is given, and no sequence for an empty one', async () => {
    const store = new InMemoryEventStore();
    await tallies({ store }).execute(TALLY, add(5));
    const [event] = await collect(store.readStream(TALLY));
    expect(event?.metadata).toMatchObject({ effectiveAt: NOON, recordedAt: NOON, sequence: '' });
  });

  it('never lets the recorded time of a stream run backwards, whatever the clock does', async () => {
    const store = new InMemoryEventStore();
    const times = [NOON, plusMs(NOON, -60_000), plusMs(NOON, 5)];
    const clock = { now: (): Instant => times.shift() ?? NOON };
    await tallies({ store, clock }).execute(TALLY, add(1));
    const restarted = tallies({ store, clock });
    await restarted.execute(TALLY, add(1));
    await restarted.execute(TALLY, add(1));
    const recorded = (await collect(store.readStream(TALLY))).map(({ metadata }) => metadata.recordedAt);
    expect(recorded).toEqual([NOON, NOON, plusMs(NOON, 5)]);
  });

  it('counts how often it knows the state of a stream', async () => {
    const metrics = new RecordedMetrics();
    const repository = tallies({ metrics });
    await repository.execute(TALLY, add(1));
    await repository.execute(TALLY, add(1));
    await repository.execute(TALLY, add(1));
    const lookUps = (outcome: string) => metrics.valuesOf('stream_state_lookups_total', { outcome });
    expect([lookUps('miss'), lookUps('hit')]).toEqual([[1], [1, 1]]);
  });

  it('rejects with what the decider threw and appends nothing', async () => {
    const store = new InMemoryEventStore();
    const repository = tallies({ store });
    await expect(repository.execute(TALLY, take(1))).rejects.toThrow(TooFewError);
    expect(await collect(store.readStream(TALLY))).toEqual([]);
  });

  it('answers a redelivered message without events and without appending', async () => {
    const store = new InMemoryEventStore();
    const repository = tallies({ store });
    await repository.execute(TALLY, add(5, { sequence: 1n }));
    expect(await repository.execute(TALLY, add(5, { sequence: 1n }))).toEqual({ events: [], version: 1 });
    expect(await collect(store.readStream(TALLY))).toHaveLength(1);
  });

  it('writes a chain that verifies, across batches and restarts', async () => {
    const store = new InMemoryEventStore();
    for (let restart = 0; restart < 3; restart++) {
      const repository = tallies({ store });
      await Promise.all([repository.execute(TALLY, add(1)), repository.execute(TALLY, add(2))]);
      await repository.execute(TALLY, take(1));
    }
    expect(await verifyChain(store.readStream(TALLY))).toMatchObject({ intact: true, eventsVerified: 9 });
  });
});

describe('executing several commands', () => {
  it('stops at the first that is refused and appends what came before it', async () => {
    const store = new InMemoryEventStore();
    const outcomes = await tallies({ store }).executeAll(TALLY, [add(3), take(2), take(2), add(10)]);
    expect(outcomes).toEqual([
      { outcome: 'handled', events: [{ type: 'Added', data: { amount: 3 } }], version: 1 },
      { outcome: 'handled', events: [{ type: 'Taken', data: { amount: 2 } }], version: 2 },
      { outcome: 'failed', error: expect.any(TooFewError) },
      { outcome: 'notAttempted' },
    ]);
    expect(await collect(store.readStream(TALLY))).toHaveLength(2);
  });

  it('has nothing to do for no commands', async () => {
    expect(await tallies().executeAll(TALLY, [])).toEqual([]);
  });

  it('keeps none of the events of a command whose second event cannot be applied', async () => {
    const store = new InMemoryEventStore();
    const broken = tallies({
      store,
      decider: {
        ...tallyDecider,
        decide: ({ type, data }) => (type === 'Add' ? [ADDED(data), TAKEN(data)] : [ADDED(data)]),
        evolve: (state, event) => {
          if (event.type === 'Taken') throw new Error('cannot be applied');
          return tallyDecider.evolve(state, event);
        },
      },
    });
    const results = await Promise.allSettled([broken.execute(TALLY, add(7)), broken.execute(TALLY, take(2))]);
    expect(results).toMatchObject([{ reason: { message: 'cannot be applied' } }, { value: { version: 1 } }]);
    expect(await broken.load(TALLY)).toMatchObject({ state: { total: 2 }, version: 1 });
    expect(await verifyChain(store.readStream(TALLY))).toMatchObject({ intact: true, eventsVerified: 1 });
  });
});

const ADDED = (data: TallyEvent['data']): TallyEvent => ({ type: 'Added', data });
const TAKEN = (data: TallyEvent['data']): TallyEvent => ({ type: 'Taken', data });
