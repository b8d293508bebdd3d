import type { EventToAppend } from '../event.js';
import type { StreamId } from '../stream.js';

let streams = 0;

/** A stream that no other test uses. */
export const newStream = (): StreamId => `contract-${process.pid}-${++streams}` as StreamId;

/** An event of the message; only the fields that a store looks at differ. */
export const eventOf = (messageId: string, overrides: { data?: string; hash?: string } = {}): EventToAppend => ({
  type: 'SomethingHappened',
  schemaVersion: 1,
  data: overrides.data ?? `{"of":"${messageId}"}`,
  metadata: {
    messageId,
    correlationId: 'correlation',
    causationId: 'causation',
    actor: 'actor',
    effectiveAt: '2026-11-21T09:30:00.000Z',
    recordedAt: '2026-11-21T09:30:00.000Z',
    source: 'contract#1',
    sequence: '1',
    previousHash: '',
    hash: overrides.hash ?? `hash of ${messageId}`,
  },
});

export const eventsOf = (prefix: string, count: number): EventToAppend[] =>
  Array.from({ length: count }, (_, index) => eventOf(`${prefix}-${index + 1}`));

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
