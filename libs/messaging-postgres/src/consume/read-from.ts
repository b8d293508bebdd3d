import type { IncomingRecord, SqlSession } from '@credit-ledger/messaging';
import type { TopicCatalogue } from '../topics/topic-catalogue.js';
import { fetchBatches } from './fetch-batches.js';

/** What the partitions hold from these offsets on, for a look that needs no group. */
export async function* readFrom(
  session: SqlSession,
  topics: Pick<TopicCatalogue, 'rangesOf'>,
  topic: string,
  offsets: ReadonlyMap<number, bigint>,
): AsyncGenerator<readonly IncomingRecord[]> {
  for (const { partition, high } of await topics.rangesOf(topic)) {
    for (let next = offsets.get(partition) ?? high; next < high;) {
      const [fetched] = await fetchBatches(session, [{ topic, partition, nextOffset: next }], RECORDS_AT_ONCE_MAX);
      const last = fetched?.records.at(-1);
      // Its segments were dropped meanwhile.
      if (fetched === undefined || last === undefined) break;
      yield fetched.records;
      next = last.offset + 1n;
    }
  }
}

const RECORDS_AT_ONCE_MAX = 1_000;
