import type { EventToAppend } from './event.js';

/** What has to be known of a stored event to recognise it as one that was already sent. */
export type StoredIdentity = { readonly messageId: string; readonly hash: string };

/**
 * Whether the events found right after the expected version are the ones that were to be appended: all of them, in order.
 * Comparing hashes too makes sure that the caller's idea of the chain is the stored one.
 */
export function isRepeatedAppend(events: readonly EventToAppend[], found: readonly StoredIdentity[]): boolean {
  return events.every(({ metadata }, index) => {
    const stored = found[index];
    return stored !== undefined && stored.messageId === metadata.messageId && stored.hash === metadata.hash;
  });
}
