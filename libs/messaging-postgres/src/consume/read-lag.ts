import type { SqlSession } from '@credit-ledger/messaging';
import type { ReadPosition } from './fetch-batches.js';

/** How many records lie between the positions and the ends of their partitions, per topic. Reads heads only, no records. */
export async function readLag(
  session: SqlSession,
  positions: readonly ReadPosition[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await session.query<{ topic: string; records: string }>(LAG, [
    positions.map(({ topic }) => topic),
    positions.map(({ partition }) => partition),
    positions.map(({ nextOffset }) => nextOffset),
  ]);
  return new Map(rows.map(({ topic, records }) => [topic, Number(records)]));
}

const LAG = `
SELECT h.topic, sum(h.next_offset - least(h.next_offset, greatest(w.next_offset, h.first_offset))) AS records
FROM unnest($1::text[], $2::int[], $3::bigint[]) AS w(topic, partition, next_offset)
JOIN broker.partition_heads h ON h.topic = w.topic AND h.partition = w.partition
GROUP BY h.topic`;
