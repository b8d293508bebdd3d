import { hash } from 'node:crypto';
import type { EventMetadata } from './event.js';
import type { StreamId, StreamVersion } from './stream.js';

/** Everything of an event that its hash covers. Positions are not: another engine gives others. */
export type HashedEvent = {
  readonly streamId: StreamId;
  readonly version: StreamVersion;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly metadata: Omit<EventMetadata, 'hash'>;
};

/** First among the hashed fields, so that a later algorithm can never be taken for this one. */
export const HASH_ALGORITHM_VERSION = 1;

/**
 * SHA-256, in lower-case hex, over the fields in this order, each written as the decimal number of its UTF-8 bytes, `:` and
 * the bytes themselves. The lengths make the text unambiguous: no character can move from one field into the next.
 * Stored hashes depend on every detail of this function; a change of it is a new algorithm version.
 */
export function hashEvent(event: HashedEvent): string {
  const text = hashedText(event, charactersOf);
  // Counting the bytes of every field costs as much as a third of the hash. As many bytes as characters in all means that
  // every character is ASCII, so that the characters of each field were its bytes too.
  const isAscii = Buffer.byteLength(text) === text.length;
  return hash('sha256', isAscii ? text : hashedText(event, Buffer.byteLength), 'hex');
}

type LengthOf = (value: string) => number;
const charactersOf: LengthOf = (value) => value.length;

function hashedText(
  { streamId, version, type, schemaVersion, data, metadata }: HashedEvent,
  lengthOf: LengthOf,
): string {
  const field = (value: string): string => `${lengthOf(value)}:${value}`;
  return (
    field(String(HASH_ALGORITHM_VERSION)) +
    field(streamId) +
    field(String(version)) +
    field(type) +
    field(String(schemaVersion)) +
    field(data) +
    field(metadata.messageId) +
    field(metadata.correlationId) +
    field(metadata.causationId) +
    field(metadata.actor) +
    field(metadata.effectiveAt) +
    field(metadata.recordedAt) +
    field(metadata.source) +
    field(metadata.sequence) +
    field(metadata.previousHash)
  );
}
