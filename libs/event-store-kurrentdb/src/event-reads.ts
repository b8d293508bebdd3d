import { setTimeout as sleep } from 'node:timers/promises';
import { BACKWARDS, END, FORWARDS, START, streamNameFilter, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { parseInstant, type Instant } from '@credit-ledger/kernel';
import {
  BEGINNING,
  COUNTED_EVENTS_MAX,
  EventStoreUnavailableError,
  type Position,
  type StoredEvent,
  type StreamId,
  type StreamVersion,
} from '@credit-ledger/event-sourcing';
import type { Connection } from './connection.js';
import { explained, failureOf } from './failures.js';
import { fromPosition, toPosition } from './positions.js';
import { textOf, toStoredEvent, type RecordedEvent } from './recorded-events.js';
import type { StreamNames } from './stream-names.js';

const ATTEMPTS_MAX = 3;
const FIRST_PAUSE_MS = 50;

// How many events of others a subscription looks through at a time; the server then says how far it is, now and then.
const SEARCH_WINDOW = 500;
const CHECKPOINT_EVERY_WINDOWS = 10;

type Direction = 'forwards' | 'backwards';
type Resolved = { readonly event?: RecordedEvent | undefined };
type Read = (client: KurrentDBClient) => AsyncIterableIterator<Resolved>;

/** Reads by pages, each of which is tried again when the way to the server failed. */
export class EventReads {
  readonly filter: ReturnType<typeof streamNameFilter>;

  constructor(
    private readonly connection: Connection,
    private readonly names: StreamNames,
    private readonly deadlineMs: number,
  ) {
    this.filter = streamNameFilter({
      prefixes: [...names.filter],
      maxSearchWindow: SEARCH_WINDOW,
      checkpointInterval: CHECKPOINT_EVERY_WINDOWS,
    });
  }

  /** @param from the first version to read, the last of the stream when that is behind its end. */
  async streamPage(
    stream: StreamId,
    from: StreamVersion | undefined,
    direction: Direction,
    limit: number,
  ): Promise<readonly StoredEvent[]> {
    const name = this.names.atServer(stream);
    const edge = direction === 'forwards' ? START : END;
    const events = await this.attempt(
      (client) =>
        client.readStream(name, {
          ...this.connection.options,
          direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
          fromRevision: from === undefined ? edge : BigInt(from - 1),
          maxCount: limit,
        }),
      collect,
    );
    return events.map((event) => toStoredEvent(this.names, event));
  }

  /** What the first event of a stream says, named as at the server; undefined while there is none. */
  async firstText(name: string): Promise<string | undefined> {
    const options = { ...this.connection.options, direction: FORWARDS, fromRevision: START, maxCount: 1 } as const;
    const [first] = await this.attempt((client) => client.readStream(name, options), collect);
    return first && textOf(first.data);
  }

  /** The server begins at a position, not after it, and reads on until it has as many as were asked for or is at its end. */
  async allPage(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    if (limit === 0) return [];
    const events = await this.allRecorded(after, limit + 1);
    const stored = events.map((event) => toStoredEvent(this.names, event));
    return stored.filter(({ position }) => position > after).slice(0, limit);
  }

  async lastPosition(): Promise<Position> {
    const [last] = await this.attempt(
      (client) =>
        client.readAll({
          ...this.connection.options,
          direction: BACKWARDS,
          fromPosition: END,
          maxCount: 1,
          filter: this.filter,
        }),
      collect,
    );
    return last === undefined ? BEGINNING : toPosition(last.position);
  }

  /** Counts no further than to a bound: positions say nothing of how many there are, so that every one has to be read. */
  countAfter(after: Position): Promise<number> {
    return this.attempt(this.readAfter(after, COUNTED_EVENTS_MAX + 1), async (resolved) => {
      let count = 0;
      for await (const { event } of resolved) if (toPosition(event?.position) > after) count += 1;
      return Math.min(COUNTED_EVENTS_MAX, count);
    });
  }

  async recordedAfter(after: Position): Promise<Instant | undefined> {
    const events = await this.allRecorded(after, 2);
    const next = events.find(({ position }) => toPosition(position) > after);
    return next && recordedAt(next);
  }

  private allRecorded(after: Position, maxCount: number): Promise<readonly RecordedEvent[]> {
    return this.attempt(this.readAfter(after, maxCount), collect);
  }

  private readAfter(after: Position, maxCount: number): Read {
    return (client) =>
      client.readAll({
        ...this.connection.options,
        direction: FORWARDS,
        fromPosition: after === BEGINNING ? START : fromPosition(after),
        maxCount,
        filter: this.filter,
      });
  }

  private async attempt<T>(read: Read, take: (resolved: AsyncIterable<Resolved>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = this.connection.client;
      try {
        return await inTime(take(read(client)), this.deadlineMs);
      } catch (error) {
        const failure = failureOf(error);
        if (failure === 'noStream') return await take(nothing());
        this.connection.renewAfter(error, client);
        const mayPass = failure === 'passing' || failure === 'notLeader';
        if (!mayPass || attempt === ATTEMPTS_MAX) {
          const why = explained(error, this.connection.hosts);
          throw new EventStoreUnavailableError(`reading: ${why.message}`, why);
        }
        await sleep(FIRST_PAUSE_MS * 4 ** (attempt - 1));
      }
    }
  }
}

async function* nothing(): AsyncIterableIterator<Resolved> {}

async function collect(resolved: AsyncIterable<Resolved>): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const { event } of resolved) if (event !== undefined) events.push(event);
  return events;
}

async function inTime<T>(result: Promise<T>, ms: number): Promise<T> {
  const settled = new AbortController();
  const late = sleep(ms, undefined, { signal: settled.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${ms} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([result, late]);
  } finally {
    settled.abort();
  }
}

/** As the metadata say, or when the server stored it: a lag is shown even of an event that nobody can read. */
function recordedAt({ metadata, created }: RecordedEvent): Instant {
  const told = (metadata as { recordedAt?: unknown } | undefined)?.recordedAt;
  try {
    return parseInstant(String(told), 'recordedAt');
  } catch {
    return parseInstant(created, 'created');
  }
}
