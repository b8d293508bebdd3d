import { RECORDS_PER_APPEND_MAX, type SqlSession, type Stretch } from '@credit-ledger/messaging';
import { fetchBatches } from './fetch-batches.js';

/** What a partition has: the offsets `[low, high)`. */
export type PartitionRange = {
  readonly topic: string;
  readonly partition: number;
  readonly low: bigint;
  readonly high: bigint;
};

/** The last `recordsMax` offsets of each of the ranges. */
export async function readBack(
  session: SqlSession,
  ranges: readonly PartitionRange[],
  recordsMax: number,
): Promise<readonly Stretch[]> {
  const stretches = ranges.map(({ topic, partition, low, high }) => {
    const begin = high - BigInt(recordsMax);
    return { topic, partition, high, nextOffset: begin > low ? begin : low, isFirst: begin <= low };
  });
  // A batch that ends behind them is wanted too.
  const fetched = await fetchBatches(session, stretches, recordsMax + RECORDS_PER_APPEND_MAX);
  const records = new Map(fetched.map(({ position, records: found }) => [position.partition, found]));
  return stretches.map(({ partition, high, nextOffset, isFirst }) => ({
    partition,
    fromOffset: nextOffset,
    isFirst,
    records: (records.get(partition) ?? []).filter(({ offset }) => offset < high),
  }));
}
