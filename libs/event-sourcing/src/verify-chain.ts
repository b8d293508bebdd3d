import type { EventMetadata, StoredEvent } from './event.js';
import { hashEvent } from './hash-event.js';
import { NO_STREAM, type StreamVersion } from './stream.js';

/** Where a chain stands: nothing yet, or after the last event that was verified. */
export type ChainLink = { readonly version: StreamVersion; readonly hash: string };

export const CHAIN_START: ChainLink = { version: NO_STREAM, hash: '' };

export type ChainVerdict =
  | { readonly intact: true; readonly eventsVerified: number; readonly last: ChainLink }
  | {
      readonly intact: false;
      readonly eventsVerified: number;
      readonly last: ChainLink;
      readonly brokenAt: StreamVersion;
      /** `gap`: a version is missing. `link`: the event does not continue the one before it. `hash`: it was changed. */
      readonly reason: 'gap' | 'link' | 'hash';
    };

/**
 * Checks the events of one stream, read forwards, from where `start` says that an earlier check ended. Stops at the first
 * event that does not fit. A chain alone cannot show that its end was cut off; compare `last` with a hash kept elsewhere.
 */
export async function verifyChain(
  events: AsyncIterable<StoredEvent> | Iterable<StoredEvent>,
  start: ChainLink = CHAIN_START,
): Promise<ChainVerdict> {
  let last = start;
  let eventsVerified = 0;
  for await (const event of events) {
    const reason = breakIn(event, last);
    if (reason !== undefined) return { intact: false, eventsVerified, last, brokenAt: event.version, reason };
    last = { version: event.version, hash: event.metadata.hash };
    eventsVerified += 1;
  }
  return { intact: true, eventsVerified, last };
}

function breakIn(event: StoredEvent, last: ChainLink): 'gap' | 'link' | 'hash' | undefined {
  if (event.version !== last.version + 1) return 'gap';
  // Whoever can change an event can leave anything there.
  const metadata = event.metadata as Partial<EventMetadata> | null;
  if (metadata?.previousHash !== last.hash) return 'link';
  return isAsWritten(event) ? undefined : 'hash';
}

function isAsWritten(event: StoredEvent): boolean {
  try {
    return hashEvent(event) === event.metadata.hash;
  } catch (error) {
    // A field that is hashed is missing, or is no text.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
