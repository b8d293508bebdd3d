import { START, type AllStreamSubscription } from '@kurrent/kurrentdb-client';
import { BEGINNING, type Position, type StoredEvent } from '@credit-ledger/event-sourcing';
import type { Connection } from './connection.js';
import type { EventReads } from './event-reads.js';
import { fromPosition } from './positions.js';
import { toStoredEvent } from './recorded-events.js';
import type { StreamNames } from './stream-names.js';

/**
 * Events after a position as the server sends them, in batches of what has arrived while the last batch was handled. Ends
 * when the server ends it or `signal` aborts, and throws when the way to it fails. No more than about two batches are held:
 * then the server is left waiting.
 */
export async function* liveEvents(
  connection: Connection,
  reads: EventReads,
  names: StreamNames,
  after: Position,
  { batchSize, signal }: { readonly batchSize: number; readonly signal: AbortSignal },
): AsyncGenerator<readonly StoredEvent[]> {
  const from = after === BEGINNING ? START : fromPosition(after);
  const subscription = connection.subscribe(from, reads.filter, batchSize);
  // It may fail once more after nobody listens any longer.
  subscription.on('error', () => undefined);
  const stop = (): void => {
    subscription.destroy();
    subscription.unsubscribe().catch(() => undefined);
  };
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) return;
    for await (const first of subscription) {
      const resolved = [first, ...alreadyThere(subscription, batchSize - 1)];
      const events = resolved.flatMap(({ event }) => (event === undefined ? [] : [toStoredEvent(names, event)]));
      if (events.length > 0) yield events;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

type Resolved = AllStreamSubscription extends AsyncIterable<infer Item> ? Item : never;

function alreadyThere(subscription: AllStreamSubscription, limit: number): Resolved[] {
  const items: Resolved[] = [];
  while (items.length < limit) {
    const item = subscription.read() as Resolved | null;
    if (item === null) break;
    items.push(item);
  }
  return items;
}
