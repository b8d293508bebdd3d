import { COUNTED_EVENTS_MAX, type EventStore, type Position } from '@credit-ledger/event-sourcing';
import { epochMsOf, type Clock } from '@credit-ledger/kernel';

/** The age of the oldest event behind a position, in seconds, be it a poison event; 0 when there is none. */
export async function secondsBehind(store: EventStore, clock: Clock, position: Position): Promise<number> {
  const recordedAt = await store.recordedAfter(position);
  if (recordedAt === undefined) return 0;
  return Math.max(0, epochMsOf(clock.now()) - epochMsOf(recordedAt)) / 1_000;
}

/** A count of events in words: an engine may have stopped counting at its bound. */
export const eventsBehind = (events: number): string =>
  events === COUNTED_EVENTS_MAX ? `${events} events or more` : `${events} events`;
