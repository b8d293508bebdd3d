import { hashEvent, type EventStore, type EventToAppend, type StreamId } from '@credit-ledger/event-sourcing';

/** Appends events as a repository writes them, hashes included, to streams named by letters: `abac` is two of `a`, one of `b`, one of `c`. */
export async function writeEvents(store: EventStore, order: string, dataOf = dataOfEvent): Promise<void> {
  const ends = new Map<string, { version: number; hash: string }>();
  for (const letter of order) {
    const end = ends.get(letter) ?? { version: 0, hash: '' };
    const streamId = streamOf(letter);
    const event = eventAfter(streamId, end, dataOf(letter, end.version + 1));
    await store.append(streamId, end.version, [event]);
    ends.set(letter, { version: end.version + 1, hash: event.metadata.hash });
  }
}

export const streamOf = (letter: string): StreamId => `creditAccount-${letter}` as StreamId;

const dataOfEvent = (letter: string, version: number): string => JSON.stringify({ letter, version, text: 'ä€😀' });

function eventAfter(streamId: StreamId, end: { version: number; hash: string }, data: string): EventToAppend {
  const version = end.version + 1;
  const metadata = {
    messageId: `message-${streamId}-${version}`,
    correlationId: 'correlation',
    causationId: 'causation',
    actor: 'actor',
    effectiveAt: '2026-11-21T09:30:00.000Z',
    recordedAt: '2026-11-21T09:30:00.000Z',
    source: 'spec#1',
    sequence: String(version),
    previousHash: end.hash,
  };
  const event = { streamId, version, type: 'MessageNoted', schemaVersion: 1, data, metadata };
  return { type: event.type, schemaVersion: 1, data, metadata: { ...metadata, hash: hashEvent(event) } };
}
