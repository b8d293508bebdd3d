import { failpoint } from '@credit-ledger/kernel';
import {
  CHAIN_START,
  verifyChain,
  type ChainLink,
  type EventStore,
  type EventToAppend,
  type Position,
  type StoredEvent,
  type StreamAppend,
  type StreamId,
} from '@credit-ledger/event-sourcing';
import { byStream, walkHistory } from '../audit/verify-history.js';
import { brokenTarget, SameStoreError, SourceBrokenError, TargetInUseError } from './copy-errors.js';
import { findStart } from './find-start.js';

export type CopyPhase = 'looking at the target' | 'finding where to go on' | 'copying';

export type CopyOptions = {
  /** Called after every page with how many events this phase has read. */
  readonly onProgress: (phase: CopyPhase, events: number) => void;
  /** Called once, when events turn up that were not there when copying began: somebody writes to the source. */
  readonly onGrowth: () => void;
  /** Stops between two pages: what was copied stays, and the next copy goes on from there. */
  readonly signal: AbortSignal;
  /** How many events are read at a time. They stay in memory until they are stored. */
  readonly pageEvents?: number;
};

export type CopiedEvents = { readonly copied: number; readonly heldBefore: number; readonly grewMeanwhile: boolean };

const PAGE_EVENTS = 1_000;
// An engine takes an append as a whole, and has a limit for it: 1 MiB is the least that one of ours has by default.
const APPEND_BYTES_MAX = 256 * 1_024;
const APPEND_EVENTS_MAX = 500;
// Of what the bytes of data and metadata are wrapped in, at most.
const EVENT_OVERHEAD_BYTES = 512;

/**
 * Copies every event of one store to another, unchanged but for its position, and goes on where an earlier copy ended, wherever
 * that was. What the target holds is the only memory of it: an account there is the beginning of the one here, or the copy is refused.
 *
 * The events of an account keep their order. Accounts are copied side by side within a page, and pages one after the other: an
 * event may stand before or after one of another account otherwise than in the source, but never by more than a page.
 *
 * @throws SameStoreError for a store that is to be copied into itself, by whichever of its addresses.
 * @throws SourceBrokenError for an event that is not what was written; it and what follows was not copied.
 * @throws TargetUnfitError before anything is written, when the target holds what this source does not.
 * @throws TargetInUseError when somebody else appends to it.
 */
export async function copyEvents(source: EventStore, target: EventStore, options: CopyOptions): Promise<CopiedEvents> {
  const { onProgress, pageEvents = PAGE_EVENTS } = options;
  if ((await source.identity()) === (await target.identity())) throw new SameStoreError();
  const held = await walkHistory(target, await target.lastPosition(), (events) =>
    onProgress('looking at the target', events),
  );
  const [broken] = held.broken;
  if (broken !== undefined) throw brokenTarget(broken);
  const links = new Map(held.links);
  const endedAt = await source.lastPosition();
  let position = await findStart(source, links, pageEvents, (events) => onProgress('finding where to go on', events));
  let [copied, grew] = [0, false];
  // The next page is read while one is stored.
  let reading = source.readAll(position, pageEvents);
  for (;;) {
    const page = await reading;
    options.signal.throwIfAborted();
    if (page.length === 0) return { copied, heldBefore: held.events, grewMeanwhile: grew };
    position = page.at(-1)?.position ?? position;
    if (!grew && position > endedAt) {
      grew = true;
      options.onGrowth();
    }
    reading = readAhead(source, position, pageEvents);
    copied += await storePage(target, page, links);
    onProgress('copying', held.events + copied);
  }
}

function readAhead(source: EventStore, after: Position, limit: number): Promise<readonly StoredEvent[]> {
  const reading = source.readAll(after, limit);
  // Whoever awaits it hears of a failure; when storing fails first, nobody does.
  reading.catch(() => undefined);
  return reading;
}

type Links = Map<StreamId, ChainLink>;

/** Appends what the target does not have of a page, and moves the links. @returns how many events that was. */
async function storePage(target: EventStore, page: readonly StoredEvent[], links: Links): Promise<number> {
  const waiting: StreamAppend[][] = [];
  const ends = new Map<StreamId, ChainLink>();
  for (const [stream, events] of byStream(page)) {
    const link = links.get(stream) ?? CHAIN_START;
    const missing = events.filter(({ version }) => version > link.version);
    if (missing.length === 0) continue;
    ends.set(stream, await continuing(missing, link));
    waiting.push(inAppends(stream, missing));
  }
  // One append of every account at a time: the next one of an account needs the one before it.
  for (let round = 0; waiting.some((appends) => round < appends.length); round++) {
    const appends = waiting.flatMap((all) => all[round] ?? []);
    const results = await target.appendMany(appends);
    results.forEach(({ outcome }, index) => {
      const append = appends[index];
      if (outcome === 'conflict' && append) throw new TargetInUseError(append.stream, append.expectedVersion);
    });
    failpoint('events-copy.stored');
  }
  for (const [stream, link] of ends) links.set(stream, link);
  return waiting.flat().reduce((sum, { events }) => sum + events.length, 0);
}

/** @throws SourceBrokenError unless the events are the chain's next. */
async function continuing(events: readonly StoredEvent[], link: ChainLink): Promise<ChainLink> {
  const verdict = await verifyChain(events, link);
  if (verdict.intact) return verdict.last;
  const { streamId, version, position } = events[verdict.eventsVerified] as StoredEvent;
  throw new SourceBrokenError({ streamId, version, position, reason: verdict.reason });
}

/** Consecutive events of one stream, in appends that every engine takes. */
function inAppends(stream: StreamId, events: readonly StoredEvent[]): StreamAppend[] {
  const appends: { stream: StreamId; expectedVersion: number; events: EventToAppend[] }[] = [];
  let bytes = Infinity;
  for (const { version, type, schemaVersion, data, metadata } of events) {
    const size = Buffer.byteLength(data) + Buffer.byteLength(JSON.stringify(metadata)) + EVENT_OVERHEAD_BYTES;
    let last = appends.at(-1);
    if (last === undefined || bytes + size > APPEND_BYTES_MAX || last.events.length === APPEND_EVENTS_MAX) {
      last = { stream, expectedVersion: version - 1, events: [] };
      appends.push(last);
      bytes = 0;
    }
    last.events.push({ type, schemaVersion, data, metadata });
    bytes += size;
  }
  return appends;
}
