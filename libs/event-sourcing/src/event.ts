import type { StreamId, StreamVersion, Position } from './stream.js';

/**
 * What is known of an event besides its data. Flat and all text, so that it can be copied to another engine and hashed
 * without an encoding of its own. Instants are RFC 3339 in UTC with milliseconds.
 */
export type EventMetadata = {
  /** Of the message that was being handled; all its events share it. */
  readonly messageId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: string;
  /** Business time. */
  readonly effectiveAt: string;
  /** System time: the later of now and the stream's last, so that it never runs backwards within a stream. */
  readonly recordedAt: string;
  readonly source: string;
  /** Decimal digits, or '' when the source numbers nothing. */
  readonly sequence: string;
  /** The hash of the stream's event before this one, '' for the first. */
  readonly previousHash: string;
  readonly hash: string;
};

export type EventToAppend = {
  readonly type: string;
  readonly schemaVersion: number;
  /** JSON text. A store returns exactly these characters, because they are what was hashed. */
  readonly data: string;
  readonly metadata: EventMetadata;
};

export type StoredEvent = EventToAppend & {
  readonly streamId: StreamId;
  readonly version: StreamVersion;
  /** `BEGINNING` when it was read by its stream and the engine tells positions only to whoever reads all streams. */
  readonly position: Position;
};
