import type { Admin, KafkaMessage } from 'kafkajs';
import type { OffsetRange } from './kafka-topics.js';

export type PartitionEnd = {
  /** Its name at the engine. */
  readonly topic: string;
  readonly partition: number;
  readonly range: OffsetRange;
  readonly recordsMax: number;
};

/** What a partition ends in, in order, the markers of transactions and what was aborted included. No group is joined for it. */
export async function readEnd(
  admin: Pick<Admin, 'fetchTopicRecords'>,
  { topic, partition, range: { low, high }, recordsMax }: PartitionEnd,
): Promise<KafkaMessage[]> {
  const begin = high - BigInt(recordsMax);
  const end: KafkaMessage[] = [];
  for (let next = begin > low ? begin : low; next < high;) {
    const fetched = await admin.fetchTopicRecords({ topic, partition, offset: `${next}` });
    // A batch comes whole, whichever of its records was asked for.
    const news = fetched.filter(({ offset }) => BigInt(offset) >= next);
    const last = news.at(-1);
    // Compacted: there are offsets up to the end, and no records any more.
    if (last === undefined) break;
    // One by one: there may be more of them than a call takes arguments.
    for (const record of news) end.push(record);
    next = BigInt(last.offset) + 1n;
  }
  return end.slice(-recordsMax);
}
