import pg from 'pg';
import {
  AppendRefusedError,
  checkAppend,
  EventStoreUnavailableError,
  valuesOfAll,
  type AppendResult,
  type EventBatchHandler,
  type EventStore,
  type EventToAppend,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
  type StreamAppend,
  type StreamId,
  type StreamVersion,
  type SubscribeOptions,
} from '@credit-ledger/event-sourcing';
import { noMetrics, type Instant, type Log, type Metrics } from '@credit-ledger/kernel';
import { SEPARATOR } from './append-statement.js';
import { CommitSignal } from './commit-signal.js';
import { GroupCommitAppender } from './group-commit-appender.js';
import {
  countAfter,
  readAllPage,
  readIdentity,
  readLastPosition,
  readStreamPage,
  recordedAfter,
} from './read-events.js';

export type PostgresEventStoreOptions = {
  /** Logs in as a role that may append, such as `event_store`. */
  readonly url: string;
  readonly log: Log;
  readonly applicationName?: string;
  readonly metrics?: Metrics;
};

const APPEND_LANES = 3;
const READ_CONNECTIONS_MAX = 4;
const STATEMENT_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
const STREAM_PAGE = 1_000;
// How late a reader is at worst when every wake-up got lost.
const POLL_MS = 250;

/** Events in PostgreSQL, in schema `event_store`, which `installEventStore` creates. */
export class PostgresEventStore implements EventStore {
  // Apart, so that readers of long histories never keep an append waiting.
  private readonly appending: pg.Pool;
  private readonly reading: pg.Pool;
  private readonly appender: GroupCommitAppender;
  private readonly signal: CommitSignal;
  private closed = false;

  constructor({ url, log, applicationName = 'event-store', metrics = noMetrics }: PostgresEventStoreOptions) {
    const poolOf = (max: number): pg.Pool => {
      const pool = new pg.Pool({
        connectionString: url,
        application_name: applicationName,
        max,
        statement_timeout: STATEMENT_TIMEOUT_MS,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      });
      pool.on('error', (error) => log.warn({ err: error }, 'lost an idle connection to the event store'));
      return pool;
    };
    this.appending = poolOf(APPEND_LANES);
    this.reading = poolOf(READ_CONNECTIONS_MAX);
    this.signal = new CommitSignal(this.reading, url, log);
    this.appender = new GroupCommitAppender(this.appending, APPEND_LANES, () => this.signal.appended(), metrics);
  }

  async append(
    stream: StreamId,
    expectedVersion: StreamVersion,
    events: readonly EventToAppend[],
  ): Promise<AppendResult> {
    const append = { stream, expectedVersion, events };
    checkAppend(append);
    if (events.some(({ data }) => data.includes(SEPARATOR))) {
      throw new AppendRefusedError(stream, new Error('JSON text has no control characters'));
    }
    return this.appender.append(append);
  }

  appendMany(appends: readonly StreamAppend[]): Promise<readonly AppendResult[]> {
    return valuesOfAll(
      appends.map(({ stream, expectedVersion, events }) => this.append(stream, expectedVersion, events)),
    );
  }

  async *readStream(
    stream: StreamId,
    { direction = 'forwards', fromVersion, limit = Number.MAX_SAFE_INTEGER }: ReadStreamOptions = {},
  ): AsyncIterable<StoredEvent> {
    let next = fromVersion ?? (direction === 'forwards' ? 1 : Number.MAX_SAFE_INTEGER);
    for (let left = limit; left > 0;) {
      const size = Math.min(left, STREAM_PAGE);
      const page = await available(readStreamPage(this.reading, stream, next, direction, size));
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < size) return;
      left -= page.length;
      next = direction === 'forwards' ? last.version + 1 : last.version - 1;
    }
  }

  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return available(readAllPage(this.reading, after, limit));
  }

  lastPosition(): Promise<Position> {
    return available(readLastPosition(this.reading));
  }

  countAfter(position: Position): Promise<number> {
    return available(countAfter(this.reading, position));
  }

  recordedAfter(position: Position): Promise<Instant | undefined> {
    return available(recordedAfter(this.reading, position));
  }

  /** @throws Error also for a store that an earlier release installed. */
  async identity(): Promise<string> {
    const identity = await available(readIdentity(this.reading));
    if (identity !== undefined) return identity;
    throw new Error(
      'the event store was installed by an earlier release: provision it again, which changes nothing else',
    );
  }

  async subscribe(after: Position, { batchSize, signal }: SubscribeOptions, handle: EventBatchHandler): Promise<void> {
    for (let position = after; !signal.aborted && !this.closed;) {
      // Before reading, so that an append in between is not missed.
      const seen = this.signal.count;
      const batch = await this.readAll(position, batchSize);
      const last = batch.at(-1);
      if (last === undefined) {
        await this.signal.after(seen, POLL_MS, signal);
        continue;
      }
      await handle(batch);
      position = last.position;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.appender.idle();
    await this.signal.close();
    await Promise.all([this.appending.end(), this.reading.end()]);
  }
}

async function available<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw new EventStoreUnavailableError('reading', error);
  }
}
