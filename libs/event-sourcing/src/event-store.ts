import type { Instant } from '@credit-ledger/kernel';
import type { EventToAppend, StoredEvent } from './event.js';
import type { Position, StreamId, StreamVersion } from './stream.js';

/**
 * How far an engine counts that has to read what it counts: of how far behind a reader is, nobody needs to know more than that
 * it is far. An answer of just that many may mean any more.
 */
export const COUNTED_EVENTS_MAX = 10_000;

/**
 * Streams of events that are only ever appended to. Positions have no gaps that could still be filled: whoever has read up
 * to a position never has to look before it again.
 *
 * Every method may reject with `EventStoreUnavailableError` when the engine cannot be reached.
 */
export interface EventStore {
  /**
   * Appends events as versions `expectedVersion + 1`, …, all or none, provided that the stream is at `expectedVersion`.
   *
   * Repeating an append that was committed answers `appended` again: it is recognised by its message ids and hashes. The
   * same message ids with other hashes are a `conflict`, because the caller would go on from a hash that was never stored.
   *
   * @throws AppendOutcomeUnknownError when the connection was lost and stayed lost: the events may or may not be there.
   * @throws AppendRefusedError for events no retry can store, such as data that is not JSON.
   */
  append(stream: StreamId, expectedVersion: StreamVersion, events: readonly EventToAppend[]): Promise<AppendResult>;

  /**
   * Appends to several streams at once, answering in the order given. Each append commits or conflicts by itself; they are
   * not one transaction. Rejects, as `append` does, when any of them has no result.
   */
  appendMany(appends: readonly StreamAppend[]): Promise<readonly AppendResult[]>;

  /** Reads a stream page by page, so that memory stays bounded whatever its length. An unknown stream is empty. */
  readStream(stream: StreamId, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;

  /** The next events of all streams in commit order, at most `limit`. Fewer, even none, means that the end was reached. */
  readAll(after: Position, limit: number): Promise<readonly StoredEvent[]>;

  /** Of the last committed event; `BEGINNING` while there is none. */
  lastPosition(): Promise<Position>;

  /**
   * How many events have been committed after the position: how far behind a reader is that stands there. An engine that
   * has to read events to count them may stop at `COUNTED_EVENTS_MAX`, and answer that.
   */
  countAfter(position: Position): Promise<number>;

  /**
   * When the next event after the position was recorded, whatever is in it: how late a reader is that stands there. Undefined
   * when there is none.
   */
  recordedAfter(position: Position): Promise<Instant | undefined>;

  /**
   * Hands over all events after a position in commit order, first those there are and then new ones as they are committed,
   * until `signal` aborts. The next batch is read when `handle` has resolved. Rejects with whatever `handle` rejected
   * with; start again from the last position that was handled.
   */
  subscribe(after: Position, options: SubscribeOptions, handle: EventBatchHandler): Promise<void>;

  /**
   * Which store this is: the same answer for as long as its positions mean what they meant, whatever its address; another one
   * for every other store, a copy of this one included. Whoever remembers a position remembers it too.
   */
  identity(): Promise<string>;

  /** Lets appends in flight finish and gives connections back. */
  close(): Promise<void>;
}

export type StreamAppend = {
  readonly stream: StreamId;
  readonly expectedVersion: StreamVersion;
  readonly events: readonly EventToAppend[];
};

export type AppendResult =
  | { readonly outcome: 'appended'; /** Of the last event appended. */ readonly version: StreamVersion }
  | { readonly outcome: 'conflict' };

export type ReadStreamOptions = {
  /** The first version to return. By default the first event, or the last when reading backwards. */
  readonly fromVersion?: StreamVersion;
  readonly direction?: 'forwards' | 'backwards';
  /** At most so many events. */
  readonly limit?: number;
};

export type SubscribeOptions = { readonly batchSize: number; readonly signal: AbortSignal };

export type EventBatchHandler = (batch: readonly StoredEvent[]) => Promise<void>;
