import { describe, expect, it } from '@jest/globals';
import { InMemoryEventStore, type EventToAppend, type StoredEvent, type StreamId } from '@credit-ledger/event-sourcing';
import { InvariantViolation, type Log } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import type { Checkpoint } from './checkpoint.js';
import type { EventReader } from './event-reader.js';
import { FollowingReader } from './following-reader.js';
import type { PoisonEventError } from './poison-event.error.js';

const withCode = (message: string, code: string): Error => Object.assign(new Error(message), { code });

/** Three events in a store, and a reader that fails on the second as often as it is told to. */
async function followed(failure: Error, failuresMax = Number.POSITIVE_INFINITY) {
  const store = new InMemoryEventStore();
  await store.append('creditAccount-acme' as StreamId, 0, ['first', 'second', 'third'].map(eventOf));
  const reader = new FailingReader(failure, failuresMax);
  const errors: object[] = [];
  const log: Log = { info: () => undefined, warn: () => undefined, error: (fields) => void errors.push(fields) };
  const stops: PoisonEventError[] = [];
  let resumes = 0;
  const control = {
    isPaused: () => Promise.resolve(false),
    noteStop: async (stop: PoisonEventError) => void stops.push(stop),
    resumesOf: () => Promise.resolve(resumes),
  };
  const following = new FollowingReader(store, reader, log, control);
  following.start();
  await reader.settled;
  return { reader, following, errors, stops, resume: () => (resumes += 1) };
}

class FailingReader implements EventReader {
  readonly name = 'account-views';
  readonly applied: string[] = [];
  private position = '' as Checkpoint['position'];
  private failures = 0;
  private settle: () => void = () => undefined;
  /** When all are applied, or the second has failed alone, or more often than a reader that can stop lets it. */
  readonly settled = new Promise<void>((resolve) => (this.settle = resolve));

  constructor(
    private readonly failure: Error,
    private readonly failuresMax: number,
  ) {}

  loadCheckpoint(): Promise<Checkpoint> {
    return Promise.resolve({ reader: this.name, generation: 1, position: this.position });
  }

  apply(from: Checkpoint, batch: readonly StoredEvent[]): Promise<Checkpoint> {
    if (batch.some(({ type }) => type === 'second') && this.failures < this.failuresMax) {
      this.failures += 1;
      if (batch.length === 1 || this.failures > 2) this.settle();
      return Promise.reject(this.failure);
    }
    this.applied.push(...batch.map(({ type }) => type));
    this.position = batch.at(-1)?.position ?? this.position;
    if (this.applied.includes('third')) this.settle();
    return Promise.resolve({ ...from, position: this.position });
  }
}

describe('a reader of events', () => {
  it.each([
    ['text that the database cannot hold', withCode('unsupported Unicode escape sequence', '22P05'), '22P05'],
    ['a broken constraint', withCode('no partition of relation', '23514'), '23514'],
    ['an event it does not know', new InvariantViolation('unknown event type'), 'InvariantViolation'],
  ])('stops at %s, and says where and why', async (_, failure, kind) => {
    const { reader, following, errors, stops } = await followed(failure);
    await following.stop();
    expect(reader.applied).toEqual(['first']);
    const { position } = await reader.loadCheckpoint();
    const secondAt = (BigInt(position) + 1n).toString();
    await expect(following.assertFollowing()).rejects.toThrow(
      new RegExp(`^account-views stopped at the poison event at position 0*${secondAt} \\(${kind}\\)`),
    );
    expect(errors).toEqual([
      expect.objectContaining({
        type: 'second',
        correlationId: 'second',
        err: expect.objectContaining({ cause: failure }),
      }),
    ]);
    expect(stops).toMatchObject([{ reader: 'account-views', failure: kind, event: { type: 'second' } }]);
  });

  it('says nothing of what is in the event to those who ask whether it is ready', async () => {
    const { following } = await followed(withCode('invalid input syntax: "the secret of acme"', '22007'));
    await following.stop();
    await expect(following.assertFollowing()).rejects.not.toThrow(/acme/);
  });

  it('stays stopped until it is resumed, and tries again then from its checkpoint', async () => {
    const { reader, following, stops, resume } = await followed(new InvariantViolation('unknown event type'), 3);
    await eventually(() => expect(stops).toHaveLength(1));
    // The batch and its event failed already; the whole batch fails once more, and then it can be applied.
    resume();
    await eventually(() => following.assertFollowing());
    await eventually(() => expect(reader.applied).toEqual(['first', 'second', 'third']));
    expect(stops).toHaveLength(1);
    await following.stop();
  });

  it('stops again, and says so again, when resuming it did not help', async () => {
    const { reader, following, stops, errors, resume } = await followed(new InvariantViolation('unknown event type'));
    await eventually(() => expect(stops).toHaveLength(1));
    resume();
    await eventually(() => expect(stops).toHaveLength(2));
    expect(errors).toHaveLength(2);
    expect(following.isStopped).toBe(true);
    expect(reader.applied).toEqual(['first']);
    await following.stop();
  });

  it('tries again while the database is away', async () => {
    const { reader, following, errors } = await followed(withCode('terminating connection', '57P01'), 2);
    await following.assertFollowing();
    await following.stop();
    expect(reader.applied).toEqual(['first', 'second', 'third']);
    expect(errors).toEqual([]);
  });

  it('goes on when a batch that failed can be applied event by event', async () => {
    const { reader, following } = await followed(new InvariantViolation('once'), 1);
    await following.assertFollowing();
    await following.stop();
    expect(reader.applied).toEqual(['first', 'second', 'third']);
  });
});

const eventOf = (type: string): EventToAppend => ({
  type,
  schemaVersion: 1,
  data: '{}',
  metadata: {
    ...{ messageId: type, correlationId: type, causationId: type, actor: 'system', source: 'spec', sequence: '' },
    ...{ effectiveAt: '2026-11-21T09:30:00.000Z', recordedAt: '2026-11-21T09:30:00.000Z', previousHash: '', hash: '' },
  },
});
