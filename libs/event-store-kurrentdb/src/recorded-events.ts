import { binaryEvent, type BinaryEventType, type EventData } from '@kurrent/kurrentdb-client';
import type { EventMetadata, EventToAppend, StoredEvent, StreamVersion } from '@credit-ledger/event-sourcing';
import { eventIds } from './event-id.js';
import { toPosition, type LogPosition } from './positions.js';
import type { StreamNames } from './stream-names.js';

/** What the client makes of an event, whichever of its two transports brought it. */
export type RecordedEvent = {
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly created: Date;
  readonly position?: LogPosition | undefined;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The data go as bytes: what the client knows to be JSON it writes and parses itself, and then other characters come back
 * than were hashed. Metadata are strings by name, which survive that.
 */
export function toEventData(events: readonly EventToAppend[]): EventData<BinaryEventType>[] {
  const ids = eventIds(events);
  return events.map(({ type, schemaVersion, data, metadata }, index) =>
    binaryEvent({
      id: ids[index] ?? '',
      type,
      data: encoder.encode(data),
      metadata: encoder.encode(JSON.stringify({ schemaVersion: String(schemaVersion), ...metadata })),
    }),
  );
}

export const versionOf = ({ revision }: Pick<RecordedEvent, 'revision'>): StreamVersion => Number(revision) + 1;

export function toStoredEvent(names: StreamNames, event: RecordedEvent): StoredEvent {
  const { schemaVersion, metadata } = splitMetadata(event.metadata);
  return {
    streamId: names.fromServer(event.streamId),
    version: versionOf(event),
    position: toPosition(event.position),
    type: event.type,
    schemaVersion,
    data: textOf(event.data),
    metadata,
  };
}

/** Whoever can write to the server can leave anything there; readers of the chain find out, and have to be given it. */
function splitMetadata(stored: unknown): { schemaVersion: number; metadata: EventMetadata } {
  if (typeof stored !== 'object' || stored === null || stored instanceof Uint8Array) {
    return { schemaVersion: 0, metadata: {} as EventMetadata };
  }
  const { schemaVersion, ...metadata } = stored as Record<string, unknown>;
  return { schemaVersion: Number(schemaVersion ?? 0), metadata: metadata as EventMetadata };
}

/** Data as they were written. */
export const textOf = (data: unknown): string =>
  data instanceof Uint8Array ? decoder.decode(data) : (JSON.stringify(data) ?? '');
