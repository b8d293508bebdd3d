import type { IncomingRecord, SqlSession } from '@credit-ledger/messaging';
import { fetchBatches, type ReadPosition } from './fetch-batches.js';

/** The last `recordsMax` records before each of the places. */
export async function readTail(
  session: SqlSession,
  ends: readonly ReadPosition[],
  recordsMax: number,
): Promise<readonly IncomingRecord[]> {
  const begins = ends.map(({ nextOffset, ...place }) => {
    const begin = nextOffset - BigInt(recordsMax);
    return { ...place, nextOffset: begin > 0n ? begin : 0n };
  });
  const fetched = await fetchBatches(session, begins, recordsMax);
  return fetched.flatMap(({ records }) => records);
}
