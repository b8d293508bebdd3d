import type { Messaging } from '../ports/messaging.js';
import type { IncomingRecord } from '../ports/record.js';

/** All that a topic holds, or what it holds from these offsets on, by partition. For specs: it stays in memory. */
export async function storedRecords(
  messaging: Pick<Messaging, 'endsOf' | 'readFrom'>,
  topic: string,
  offsets?: ReadonlyMap<number, bigint>,
): Promise<readonly IncomingRecord[]> {
  const from = offsets ?? new Map([...(await messaging.endsOf(topic)).keys()].map((partition) => [partition, 0n]));
  const stored: IncomingRecord[] = [];
  for await (const records of messaging.readFrom(topic, from)) for (const record of records) stored.push(record);
  return stored;
}
