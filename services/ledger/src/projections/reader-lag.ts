import type { EventStore, Position } from '@credit-ledger/event-sourcing';
import { epochMsOf, parseInstant, type Clock } from '@credit-ledger/kernel';

/** The age of the oldest event behind a position, in seconds; 0 when there is none. */
export async function secondsBehind(store: EventStore, clock: Clock, position: Position): Promise<number> {
  const [next] = await store.readAll(position, 1);
  if (next === undefined) return 0;
  const ageMs = epochMsOf(clock.now()) - epochMsOf(parseInstant(next.metadata.recordedAt, 'recordedAt'));
  return Math.max(0, ageMs) / 1_000;
}
