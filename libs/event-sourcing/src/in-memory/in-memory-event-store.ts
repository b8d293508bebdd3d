import { parseInstant, type Instant } from '@credit-ledger/kernel';
import type { StoredEvent, EventToAppend } from '../event.js';
import { AppendOutcomeUnknownError } from '../event-store-errors.js';
import type {
  AppendResult,
  EventBatchHandler,
  EventStore,
  ReadStreamOptions,
  StreamAppend,
  SubscribeOptions,
} from '../event-store.js';
import { valuesOfAll } from '../values-of-all.js';
import type { Position, StreamId, StreamVersion } from '../stream.js';
import { InMemoryEventLog } from './in-memory-event-log.js';

/**
 * Stands between a store and its log as a network does: it may lose the way there (throw without committing) or the way
 * back (commit, then throw). Throw `ConnectionLostError` for either.
 */
export type InMemoryConnection = (commit: () => AppendResult) => Promise<AppendResult>;

export class ConnectionLostError extends Error {
  constructor() {
    super('the connection to the event log was lost');
    this.name = 'ConnectionLostError';
  }
}

const ATTEMPTS_MAX = 3;

/** An event store for specs and for trying things out; it forgets everything with the process. */
export class InMemoryEventStore implements EventStore {
  constructor(
    private readonly log = new InMemoryEventLog(),
    private readonly connection: InMemoryConnection = async (commit) => commit(),
  ) {}

  async append(
    stream: StreamId,
    expectedVersion: StreamVersion,
    events: readonly EventToAppend[],
  ): Promise<AppendResult> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.connection(() => this.log.commit({ stream, expectedVersion, events }));
      } catch (error) {
        if (!(error instanceof ConnectionLostError)) throw error;
        // The log recognises the repetition when the lost attempt was committed after all.
        if (attempt === ATTEMPTS_MAX) throw new AppendOutcomeUnknownError(stream, error);
      }
    }
  }

  appendMany(appends: readonly StreamAppend[]): Promise<readonly AppendResult[]> {
    return valuesOfAll(
      appends.map(({ stream, expectedVersion, events }) => this.append(stream, expectedVersion, events)),
    );
  }

  async *readStream(
    stream: StreamId,
    { fromVersion, direction = 'forwards', limit = Infinity }: ReadStreamOptions = {},
  ): AsyncIterable<StoredEvent> {
    const all = this.log.eventsOf(stream);
    const events =
      direction === 'forwards'
        ? all.slice((fromVersion ?? 1) - 1)
        : all.slice(0, fromVersion ?? all.length).toReversed();
    yield* events.slice(0, limit);
  }

  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return Promise.resolve(this.log.eventsAfter(after, limit));
  }

  lastPosition(): Promise<Position> {
    return Promise.resolve(this.log.lastPosition());
  }

  countAfter(position: Position): Promise<number> {
    return Promise.resolve(this.log.eventsAfter(position, Infinity).length);
  }

  async recordedAfter(position: Position): Promise<Instant | undefined> {
    const [next] = this.log.eventsAfter(position, 1);
    return next && parseInstant(next.metadata.recordedAt, 'recordedAt');
  }

  async subscribe(after: Position, { batchSize, signal }: SubscribeOptions, handle: EventBatchHandler): Promise<void> {
    let position = after;
    while (!signal.aborted) {
      const batch = this.log.eventsAfter(position, batchSize);
      if (batch.length === 0) {
        await this.log.nextCommit(signal);
        continue;
      }
      await handle(batch);
      position = batch.at(-1)?.position ?? position;
    }
  }

  identity(): Promise<string> {
    return Promise.resolve(this.log.identity);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
