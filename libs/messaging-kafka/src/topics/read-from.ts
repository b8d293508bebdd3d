import type { Admin, KafkaMessage } from 'kafkajs';
import type { OffsetRange } from './kafka-topics.js';

/**
 * What a partition has from `low` on, in order, the markers of transactions and what was aborted included, and also what stands behind a
 * transaction that is still open, where `high` ends. No group is joined for it.
 * @throws Error where the broker answers nothing below an end that it named: a part must not pass for the whole.
 */
export async function* readFrom(
  fetch: Admin['fetchTopicRecords'],
  place: { readonly topic: string; readonly partition: number },
  { low, high }: OffsetRange,
): AsyncGenerator<readonly KafkaMessage[]> {
  for (let next = low; ;) {
    const fetched = await fetch({ ...place, offset: `${next}` });
    // A batch comes whole, whichever of its records was asked for.
    const records = fetched.filter(({ offset }) => BigInt(offset) >= next);
    const last = records.at(-1);
    if (last === undefined) {
      if (next >= high) return;
      throw new Error(
        `${place.topic}/${place.partition} ends at ${high}, and the broker answers nothing at ${next}; was the topic compacted?`,
      );
    }
    yield records;
    next = BigInt(last.offset) + 1n;
  }
}
