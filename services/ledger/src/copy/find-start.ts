import {
  BEGINNING,
  type ChainLink,
  type EventStore,
  type Position,
  type StoredEvent,
  type StreamId,
} from '@credit-ledger/event-sourcing';
import { moreEvents, otherEvents } from './copy-errors.js';

type Links = ReadonlyMap<StreamId, ChainLink>;

/**
 * Where copying goes on: the position in the source before the first event that the target does not have, so that whatever the
 * target holds has been looked at. A chain that ends in the same hash is the same chain, so of each account one event is compared.
 *
 * @param held where the target's accounts end.
 * @throws TargetUnfitError for events that the source does not have. Nothing was written then.
 */
export async function findStart(
  source: EventStore,
  held: Links,
  pageEvents: number,
  onProgress: (events: number) => void,
): Promise<Position> {
  const unseen = new Set(held.keys());
  let [position, start]: [Position, Position | undefined] = [BEGINNING, undefined];
  for (let events = 0; unseen.size > 0;) {
    const page = await source.readAll(position, pageEvents);
    if (page.length === 0) break;
    for (const event of page) {
      if (isHeld(event, held, unseen)) position = event.position;
      else start ??= position;
    }
    position = page.at(-1)?.position ?? position;
    onProgress((events += page.length));
  }
  const [stray] = unseen;
  if (stray !== undefined) throw moreEvents(stray);
  return start ?? position;
}

/** Whether the target has the event. Strikes an account off when its last event that the target has was met. */
function isHeld(event: StoredEvent, held: Links, unseen: Set<StreamId>): boolean {
  const link = held.get(event.streamId);
  if (link === undefined || event.version > link.version) return false;
  if (event.version === link.version) {
    if (event.metadata.hash !== link.hash) throw otherEvents(event.streamId, event.version);
    unseen.delete(event.streamId);
  }
  return true;
}
