import { decodeBatch, RECORDS_PER_APPEND_MAX, type IncomingRecord, type SqlSession } from '@credit-ledger/messaging';

export type ReadPosition = { readonly topic: string; readonly partition: number; readonly nextOffset: bigint };

/** What was found at one of the positions: at least one record, in order, without a gap but for dropped segments. */
export type Fetched = { readonly position: ReadPosition; readonly records: readonly IncomingRecord[] };

/**
 * Reads up to `recordsMax` records at each position that has news, in one statement. In batches as they are stored, because a
 * part of one costs as much to read and to decode as the whole, and its rest would cost that again: only one that is too large
 * by itself is divided.
 */
export async function fetchBatches(
  session: SqlSession,
  positions: readonly ReadPosition[],
  recordsMax: number,
): Promise<readonly Fetched[]> {
  const rows = await session.query<BatchRow>(FETCH, [
    positions.map(({ topic }) => topic),
    positions.map(({ partition }) => partition),
    positions.map(({ nextOffset }) => nextOffset),
    recordsMax,
    RECORDS_PER_APPEND_MAX,
  ]);
  const byPlace = new Map<number, BatchRow[]>();
  for (const row of rows) {
    const batches = byPlace.get(row.place);
    if (batches === undefined) byPlace.set(row.place, [row]);
    else batches.push(row);
  }
  return positions.flatMap((position, index) => {
    const batches = byPlace.get(index + 1);
    return batches === undefined ? [] : [{ position, records: recordsOf(position, batches, recordsMax) }];
  });
}

type BatchRow = { readonly place: number; readonly base_offset: string; readonly records: Buffer };

function recordsOf(
  { topic, partition, nextOffset }: ReadPosition,
  rows: BatchRow[],
  recordsMax: number,
): IncomingRecord[] {
  const records: IncomingRecord[] = [];
  const batches = rows.map((row) => ({ baseOffset: BigInt(row.base_offset), encoded: row.records }));
  batches.sort((a, b) => (a.baseOffset < b.baseOffset ? -1 : 1));
  for (const { baseOffset, encoded } of batches) {
    let offset = baseOffset;
    for (const { key, headers, value } of decodeBatch(encoded)) {
      // The first batch may begin before the position: somebody stopped in the middle of it.
      if (offset >= nextOffset) records.push({ topic, partition, offset, key, headers, value });
      if (records.length === recordsMax) return records;
      offset++;
    }
  }
  return records;
}

// Bounded on both sides by last_offset, the key of the index: a reader far behind does not walk through all that follows,
// nor a reader at the end through what lies behind. OFFSET 0 keeps the planner from dissolving the subquery: on tables that
// were empty when it planned, it compared the offsets only after having read every batch of the partition.
// The head answers for partitions without news.
export const FETCH = `
SELECT w.place::int AS place, b.base_offset, b.records
FROM unnest($1::text[], $2::int[], $3::bigint[]) WITH ORDINALITY AS w(topic, partition, next_offset, place)
JOIN broker.partition_heads h ON h.topic = w.topic AND h.partition = w.partition AND h.next_offset > w.next_offset
CROSS JOIN LATERAL (SELECT greatest(w.next_offset, h.first_offset) AS first) f
CROSS JOIN LATERAL (
  SELECT r.base_offset, r.records FROM broker.record_batches r
  WHERE r.topic = w.topic AND r.partition = w.partition
    AND r.last_offset >= f.first AND r.last_offset < f.first + $4 + $5
    AND (r.base_offset <= f.first OR r.last_offset < f.first + $4)
  OFFSET 0
) b`;
