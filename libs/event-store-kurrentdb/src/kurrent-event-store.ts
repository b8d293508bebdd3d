import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { noMetrics, type Histogram, type Instant, type Log, type Metrics } from '@credit-ledger/kernel';
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
import { appendEvents } from './append-events.js';
import { Connection } from './connection.js';
import { parseConnectionUrl } from './connection-url.js';
import { EventReads } from './event-reads.js';
import { explained, failureOf } from './failures.js';
import { liveEvents } from './live-events.js';
import { storeIdentity } from './store-identity.js';
import { StreamLanes } from './stream-lanes.js';
import { StreamNames } from './stream-names.js';

export type KurrentEventStoreOptions = {
  /** `kurrentdb://user:password@host:2113`, also `esdb://`, with `+discover`, and several hosts. */
  readonly url: string;
  /** What the streams begin with that are kept here. Streams of others at the same server are passed over. */
  readonly streamPrefixes: readonly string[];
  readonly log: Log;
  readonly metrics?: Metrics;
  /** How long one call may take; an operation may make several. */
  readonly deadlines?: { readonly appendMs: number; readonly readMs: number };
};

// Reads longer, because on a shared server they look through the events of others too.
const DEADLINES = { appendMs: 5_000, readMs: 60_000 };

const STREAM_PAGE = 1_000;
const APPENDS_AT_ONCE_MAX = 64;
const RECONNECTS_MAX = 5;
const FIRST_RECONNECT_MS = 100;

/** Events in KurrentDB, formerly EventStoreDB. */
export class KurrentEventStore implements EventStore {
  // Apart, because a read that failed takes a new client, and an append under way must not lose its own for that.
  private readonly reading: Connection;
  private readonly writing: Connection;
  private readonly names: StreamNames;
  private readonly namespace: string | undefined;
  private readonly reads: EventReads;
  private readonly lanes = new StreamLanes(APPENDS_AT_ONCE_MAX);
  private readonly closing = new AbortController();
  private readonly appendSizes: Histogram<never>;
  private readonly durations: Histogram<never>;
  private readonly log: Log;
  private readonly appendDeadlineMs: number;

  /** @throws ConnectionUrlError */
  constructor({ url, streamPrefixes, log, metrics = noMetrics, deadlines = DEADLINES }: KurrentEventStoreOptions) {
    const parsed = parseConnectionUrl(url);
    this.log = log;
    this.reading = new Connection(parsed);
    this.writing = new Connection(parsed);
    this.namespace = parsed.namespace;
    this.names = new StreamNames(parsed.namespace, streamPrefixes);
    this.reads = new EventReads(this.reading, this.names, deadlines.readMs);
    this.appendDeadlineMs = deadlines.appendMs;
    // By the names that the appender on PostgreSQL has: whoever watches appends need not know which engine it is.
    this.appendSizes = metrics.histogram({
      name: 'appender_statement_events',
      help: 'Events of one append.',
      labels: [],
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000],
    });
    this.durations = metrics.histogram({
      name: 'appender_statement_duration_seconds',
      help: 'Until one append was settled, retries included.',
      labels: [],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    });
  }

  async append(
    stream: StreamId,
    expectedVersion: StreamVersion,
    events: readonly EventToAppend[],
  ): Promise<AppendResult> {
    const append = { stream, expectedVersion, events };
    checkAppend(append);
    for (const { data } of events) checkJson(stream, data);
    return this.lanes.run(stream, async () => {
      const begunAt = performance.now();
      const result = await appendEvents(this.writing, this.reads, this.names, append, this.appendDeadlineMs);
      this.durations.observe({}, (performance.now() - begunAt) / 1_000);
      this.appendSizes.observe({}, events.length);
      return result;
    });
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
    let next = fromVersion;
    for (let left = limit; left > 0;) {
      const size = Math.min(left, STREAM_PAGE);
      const page = await this.reads.streamPage(stream, next, direction, size);
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < size) return;
      left -= page.length;
      next = direction === 'forwards' ? last.version + 1 : last.version - 1;
      if (next === 0) return;
    }
  }

  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return this.reads.allPage(after, limit);
  }

  lastPosition(): Promise<Position> {
    return this.reads.lastPosition();
  }

  countAfter(position: Position): Promise<number> {
    return this.reads.countAfter(position);
  }

  recordedAfter(position: Position): Promise<Instant | undefined> {
    return this.reads.recordedAfter(position);
  }

  identity(): Promise<string> {
    return storeIdentity(this.writing, this.reads, this.namespace);
  }

  /**
   * Reads what there is by pages, then follows by a subscription of the server's. When that breaks it begins again after the
   * last event that was handled, and gives up after several times without any new one.
   */
  async subscribe(after: Position, { batchSize, signal }: SubscribeOptions, handle: EventBatchHandler): Promise<void> {
    const end = AbortSignal.any([signal, this.closing.signal]);
    let position = after;
    let failures = 0;
    while (!end.aborted) {
      try {
        for await (const batch of this.batchesAfter(position, { batchSize, signal: end })) {
          await handle(batch).catch((error: unknown) => {
            throw new HandlerFailed(error);
          });
          position = batch.at(-1)?.position ?? position;
          failures = 0;
        }
      } catch (error) {
        if (error instanceof HandlerFailed) throw error.cause;
        if (failureOf(error) === 'denied' || ++failures > RECONNECTS_MAX) throw this.unavailable(error);
        this.log.warn({ err: error, position, failures }, 'following the event store failed and begins again');
      }
      if (!end.aborted)
        await sleep(FIRST_RECONNECT_MS * 2 ** failures, undefined, { signal: end }).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.lanes.idle();
    await Promise.all([this.reading.close(), this.writing.close()]);
  }

  private async *batchesAfter(after: Position, options: SubscribeOptions): AsyncGenerator<readonly StoredEvent[]> {
    let position = after;
    for (let isMore = true; isMore && !options.signal.aborted;) {
      const page = await unlessAborted(this.reads.allPage(position, options.batchSize), options.signal);
      if (page === undefined) return;
      if (page.length > 0) yield page;
      isMore = page.length === options.batchSize;
      position = page.at(-1)?.position ?? position;
    }
    if (!options.signal.aborted) yield* liveEvents(this.writing, this.reads, this.names, position, options);
  }

  private unavailable(error: unknown): Error {
    if (error instanceof EventStoreUnavailableError) return error;
    const why = explained(error, this.writing.hosts);
    return new EventStoreUnavailableError(`following all streams: ${why.message}`, why);
  }
}

/** Nobody who ends waits for a server that does not answer. */
async function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const settled = new AbortController();
  const aborted = once(signal, 'abort', { signal: settled.signal }).then(() => undefined);
  aborted.catch(() => undefined);
  result.catch(() => undefined);
  try {
    return signal.aborted ? undefined : await Promise.race([result, aborted]);
  } finally {
    settled.abort();
  }
}

/** Tells what a handler threw from what went wrong here. */
class HandlerFailed extends Error {
  constructor(cause: unknown) {
    super('the handler failed', { cause });
  }
}

/** The server stores any bytes. */
function checkJson(stream: StreamId, data: string): void {
  try {
    JSON.parse(data);
  } catch (error) {
    throw new AppendRefusedError(stream, error);
  }
}
