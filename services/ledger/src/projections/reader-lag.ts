import type { EventStore, Position } from '@credit-ledger/event-sourcing';
import { epochMsOf, type Clock } from '@credit-ledger/kernel';

/** The age of the oldest event behind a position, in seconds, be it a poison event; 0 when there is none. */
export async function secondsBehind(store: EventStore, clock: Clock, position: Position): Promise<number> {
  const recordedAt = await store.recordedAfter(position);
  if (recordedAt === undefined) return 0;
  return Math.max(0, epochMsOf(clock.now()) - epochMsOf(recordedAt)) / 1_000;
}
