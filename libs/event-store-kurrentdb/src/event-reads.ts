import { BACKWARDS, END, FORWARDS, START, streamNameFilter } from '@kurrent/kurrentdb-client';
import { parseInstant, type Instant } from '@credit-ledger/kernel';
import {
  BEGINNING,
  COUNTED_EVENTS_MAX,
  type Position,
  type StoredEvent,
  type StreamId,
  type StreamVersion,
} from '@credit-ledger/event-sourcing';
import type { Connection } from './connection.js';
import { fromPosition, toPosition } from './positions.js';
import { textOf, toStoredEvent, versionOf, type RecordedEvent } from './recorded-events.js';
import { collect, CutOffError, firstOf, ServerReads, type Read } from './server-reads.js';
import type { StreamNames } from './stream-names.js';

const CUTS_MAX = 3;

// How many events of others a subscription looks through at a time; the server then says how far it is, now and then.
const SEARCH_WINDOW = 500;
const CHECKPOINT_EVERY_WINDOWS = 10;

/** One event, or none of that name: an answer to this is never empty. */
const ANY_STREAM = 'creditLedgerStore-';

type Direction = 'forwards' | 'backwards';

/**
 * Reads by pages, each of which is tried again when the way to the server failed. The native half of the client takes an answer whose connection was cut
 * for one that has ended: what is shorter than was asked for is believed only when the server says that nothing follows.
 */
export class EventReads {
  readonly filter: ReturnType<typeof streamNameFilter>;
  private readonly server: ServerReads;

  constructor(
    private readonly connection: Connection,
    private readonly names: StreamNames,
    deadlineMs: number,
  ) {
    this.server = new ServerReads(connection, deadlineMs);
    this.filter = streamNameFilter({
      prefixes: [...names.filter],
      maxSearchWindow: SEARCH_WINDOW,
      checkpointInterval: CHECKPOINT_EVERY_WINDOWS,
    });
  }

  /** @param from the first version to read; backwards the last of the stream, when that is before it. */
  async streamPage(
    stream: StreamId,
    from: StreamVersion | undefined,
    direction: Direction,
    limit: number,
  ): Promise<readonly StoredEvent[]> {
    const name = this.names.atServer(stream);
    const step = direction === 'forwards' ? 1 : -1;
    const page: StoredEvent[] = [];
    for (let cuts = 0; cuts < CUTS_MAX;) {
      const last = page.at(-1)?.version;
      const next = last === undefined ? from : last + step;
      const part = await this.streamPart(name, next, direction, limit - page.length);
      if (part === undefined) return [];
      page.push(...part);
      if (page.length >= limit || (await this.isWhole(name, page, from, direction))) return page;
      if (part.length === 0) cuts++;
    }
    throw this.server.unavailable(new CutOffError());
  }

  /** What the first event of a stream says, named as at the server; undefined while there is none. */
  async firstText(name: string): Promise<string | undefined> {
    const options = { ...this.connection.options, direction: FORWARDS, fromRevision: START, maxCount: 1 } as const;
    const first = await this.server.ofStream((client) => client.readStream(name, options), firstOf);
    return first && textOf(first.data);
  }

  /** The server begins at a position, not after it, and reads on until it has as many as were asked for or is at its end. */
  async allPage(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const page: StoredEvent[] = [];
    for (let cuts = 0; cuts < CUTS_MAX;) {
      if (page.length === limit) return page;
      const reached = page.at(-1)?.position ?? after;
      const events = await this.allRecorded(reached, limit - page.length + 1);
      const part = events.map((event) => toStoredEvent(this.names, event)).filter(({ position }) => position > reached);
      page.push(...part.slice(0, limit - page.length));
      if (page.length === limit || (await this.lastPosition()) <= (page.at(-1)?.position ?? after)) return page;
      if (part.length === 0) cuts++;
    }
    throw this.server.unavailable(new CutOffError());
  }

  async lastPosition(): Promise<Position> {
    const [last] = await this.lastRecorded();
    if (last !== undefined) return toPosition(last.position);
    // Nothing at all is asked for twice, and between that something that the server answers in any case.
    await this.firstText(ANY_STREAM);
    const [again] = await this.lastRecorded();
    return again === undefined ? BEGINNING : toPosition(again.position);
  }

  /** Counts no further than to a bound: positions say nothing of how many there are, so that every one has to be read. */
  countAfter(after: Position): Promise<number> {
    return this.server.attempt(this.readAfter(after, COUNTED_EVENTS_MAX + 1), async (resolved) => {
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

  /** Of one stream, in their order; undefined where there is none. */
  private async streamPart(
    name: string,
    from: StreamVersion | undefined,
    direction: Direction,
    limit: number,
  ): Promise<readonly StoredEvent[] | undefined> {
    const edge = direction === 'forwards' ? START : END;
    const events = await this.server.ofStream(
      (client) =>
        client.readStream(name, {
          ...this.connection.options,
          direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
          fromRevision: from === undefined ? edge : BigInt(from - 1),
          maxCount: limit,
        }),
      collect,
    );
    return events?.map((event) => toStoredEvent(this.names, event));
  }

  /** Whether the stream has nothing behind the page. */
  private async isWhole(
    name: string,
    page: readonly StoredEvent[],
    from: StreamVersion | undefined,
    direction: Direction,
  ): Promise<boolean> {
    const reached = page.at(-1)?.version;
    if (direction === 'backwards') return reached === 1;
    const options = { ...this.connection.options, direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
    const last = await this.server.ofStream((client) => client.readStream(name, options), firstOf);
    return last === undefined || versionOf(last) <= (reached ?? (from ?? 1) - 1);
  }

  private lastRecorded(): Promise<readonly RecordedEvent[]> {
    const options = { ...this.connection.options, direction: BACKWARDS, fromPosition: END, maxCount: 1 } as const;
    return this.server.attempt((client) => client.readAll({ ...options, filter: this.filter }), collect);
  }

  private allRecorded(after: Position, maxCount: number): Promise<readonly RecordedEvent[]> {
    return this.server.attempt(this.readAfter(after, maxCount), collect);
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
