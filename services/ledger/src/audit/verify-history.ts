import { createHash } from 'node:crypto';
import {
  BEGINNING,
  CHAIN_START,
  verifyChain,
  type ChainLink,
  type ChainVerdict,
  type EventStore,
  type Position,
  type StoredEvent,
  type StreamId,
} from '@credit-ledger/event-sourcing';

/** The first event of a stream that does not continue it. What follows in the stream is not looked at. */
export type BrokenChain = {
  readonly streamId: StreamId;
  readonly version: number;
  readonly position: Position;
  readonly reason: Extract<ChainVerdict, { intact: false }>['reason'];
};

export type VerifiedHistory = {
  readonly events: number;
  readonly streams: number;
  /** Of the last event that was read. */
  readonly position: Position;
  /** SHA-256 over the last hash of every stream, in the order of their names: the whole history up to `position` in one line. */
  readonly digest: string;
  readonly broken: readonly BrokenChain[];
};

const PAGE_EVENTS = 1_000;

/** A history that was verified, with where every stream ends: memory grows with accounts, never with events. */
export type WalkedHistory = VerifiedHistory & { readonly links: ReadonlyMap<StreamId, ChainLink> };

/** What `walkHistory` finds, without the ends of the streams. */
export async function verifyHistory(
  ...[store, until, onProgress]: Parameters<typeof walkHistory>
): Promise<VerifiedHistory> {
  const { links: _, ...verified } = await walkHistory(store, until, onProgress);
  return verified;
}

/**
 * Recomputes the hash of every event up to a position and checks that each stream is one chain. Remembers one link per stream,
 * whatever the length of history. A history whose end was cut off is intact: its digest as of an earlier position is not.
 *
 * @param until the last position to look at.
 */
export async function walkHistory(
  store: EventStore,
  until: Position,
  onProgress: (events: number) => void,
): Promise<WalkedHistory> {
  const links = new Map<StreamId, ChainLink>();
  const broken = new Map<StreamId, BrokenChain>();
  let [position, events]: [Position, number] = [BEGINNING, 0];
  while (position < until) {
    const page = (await store.readAll(position, PAGE_EVENTS)).filter((event) => event.position <= until);
    if (page.length === 0) break;
    for (const [stream, found] of byStream(page)) {
      if (broken.has(stream)) continue;
      const verdict = await verifyChain(found, links.get(stream) ?? CHAIN_START);
      links.set(stream, verdict.last);
      if (!verdict.intact) broken.set(stream, breakOf(found[verdict.eventsVerified], verdict.reason));
    }
    events += page.length;
    position = page.at(-1)?.position ?? until;
    onProgress(events);
  }
  return { events, streams: links.size, position, digest: digestOf(links), broken: [...broken.values()], links };
}

/** The events of each stream, in their order. */
export function byStream(page: readonly StoredEvent[]): ReadonlyMap<StreamId, StoredEvent[]> {
  const streams = new Map<StreamId, StoredEvent[]>();
  for (const event of page) {
    const found = streams.get(event.streamId);
    if (found === undefined) streams.set(event.streamId, [event]);
    else found.push(event);
  }
  return streams;
}

function breakOf(event: StoredEvent | undefined, reason: BrokenChain['reason']): BrokenChain {
  if (event === undefined) throw new Error('a chain broke behind its end');
  return { streamId: event.streamId, version: event.version, position: event.position, reason };
}

function digestOf(links: ReadonlyMap<StreamId, ChainLink>): string {
  const hash = createHash('sha256');
  const ordered = [...links].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [stream, link] of ordered) hash.update(`${stream} ${link.version} ${link.hash}\n`);
  return hash.digest('hex');
}
