import kafkajs, { type Admin, type KafkaMessage } from 'kafkajs';
import type { OffsetRange } from './kafka-topics.js';

/**
 * What a partition has there, in order, the markers of transactions and what was aborted included. No group is joined for it.
 * @throws KafkaJSError, worth another try, where the broker answers nothing below an end that it named: a part must not pass for the whole.
 */
export async function readRange(
  admin: Pick<Admin, 'fetchTopicRecords'>,
  place: { readonly topic: string; readonly partition: number },
  { low, high }: OffsetRange,
): Promise<readonly KafkaMessage[]> {
  const found: KafkaMessage[] = [];
  for (let next = low; next < high;) {
    const fetched = await admin.fetchTopicRecords({ ...place, offset: `${next}` });
    const last = fetched.at(-1);
    if (last === undefined || BigInt(last.offset) < next) {
      throw new kafkajs.KafkaJSError(
        `${place.topic}/${place.partition} ends at ${high}, and the broker answers nothing at ${next}; was the topic compacted?`,
      );
    }
    // A batch comes whole, whichever of its records was asked for. One by one: there may be more than a call takes arguments.
    for (const record of fetched) {
      const offset = BigInt(record.offset);
      if (offset >= next && offset < high) found.push(record);
    }
    next = BigInt(last.offset) + 1n;
  }
  return found;
}
