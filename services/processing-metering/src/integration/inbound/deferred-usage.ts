import { parseInstant, type Instant } from '@credit-ledger/kernel';
import { decodeBatch, encodeBatch, type IncomingRecord, type SqlSession } from '@credit-ledger/messaging';

// Some five hundred reports of one photo each.
const CHUNK_BYTES_MAX = 64 * 1_024;
const CHUNKS_TAKEN_MAX = 16;

const INSERT = `
INSERT INTO deferred_usage (organisation_id, deferred_at, topic, partition, offsets, records)
SELECT organisation_id, $1::timestamptz, topic, partition, offsets::bigint[], substring($8::bytea FROM starts_at FOR byte_count)
FROM unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::int[], $7::int[])
  AS chunk (organisation_id, topic, partition, offsets, starts_at, byte_count)`;

/** Keeps records of a batch for later, in the transaction that moves the offset past them. */
export async function deferUsage(
  session: SqlSession,
  records: readonly IncomingRecord[],
  deferredAt: Instant,
  chunkBytesMax = CHUNK_BYTES_MAX,
): Promise<void> {
  const chunks = chunksOf(records, chunkBytesMax);
  const encoded = chunks.map(encodeBatch);
  let end = 0;
  await session.query(INSERT, [
    deferredAt,
    chunks.map(([{ key }]) => key),
    chunks.map(([{ topic }]) => topic),
    chunks.map(([{ partition }]) => partition),
    chunks.map((chunk) => `{${chunk.map(({ offset }) => offset).join(',')}}`),
    encoded.map(({ length }) => (end += length) - length + 1),
    encoded.map(({ length }) => length),
    // One value instead of an array: a lone Buffer travels in binary, an array of them as hexadecimal text.
    Buffer.concat(encoded),
  ]);
}

type Chunk = [IncomingRecord, ...IncomingRecord[]];

/** By organisation and place, each with at most so many bytes, but at least one record. */
function chunksOf(records: readonly IncomingRecord[], bytesMax: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const open = new Map<string, { chunk: Chunk; bytes: number }>();
  for (const record of records) {
    const lane = `${record.topic}/${record.partition}/${record.key}`;
    const last = open.get(lane);
    const bytes = record.value.length;
    if (last !== undefined && last.bytes + bytes <= bytesMax) {
      last.chunk.push(record);
      last.bytes += bytes;
    } else {
      const chunk: Chunk = [record];
      chunks.push(chunk);
      open.set(lane, { chunk, bytes });
    }
  }
  return chunks;
}

const NEXT_LANE = `
SELECT organisation_id FROM deferred_usage WHERE organisation_id > $1 ORDER BY organisation_id LIMIT 1`;

/** Whose turn it is after that organisation, in byte order; undefined when nobody after it has anything waiting. */
export async function nextLane(session: SqlSession, after: string): Promise<string | undefined> {
  const [row] = await session.query<{ organisation_id: string }>(NEXT_LANE, [after]);
  return row?.organisation_id;
}

// Several processes may be at it: each takes what no other has in hand. The size of a value that is stored apart is known
// without reading it.
const TAKE = `
WITH locked AS (
  SELECT id, octet_length(records) AS bytes FROM deferred_usage WHERE organisation_id = $1
  ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
portion AS (
  SELECT id, bytes, sum(bytes) OVER (ORDER BY id) AS bytes_so_far FROM locked)
DELETE FROM deferred_usage
WHERE id IN (SELECT id FROM portion WHERE bytes_so_far <= $3 OR bytes_so_far = bytes)
RETURNING id, topic, partition, offsets, records`;

/** Takes the organisation's oldest records out, up to so many bytes, but at least one chunk if none has it in hand. */
export async function takeDeferredUsage(
  session: SqlSession,
  lane: string,
  bytesMax: number,
): Promise<readonly IncomingRecord[]> {
  type Row = { id: string; topic: string; partition: number; offsets: readonly string[]; records: Buffer };
  const rows = await session.query<Row>(TAKE, [lane, CHUNKS_TAKEN_MAX, bytesMax]);
  return rows
    .sort((a, b) => Number(a.id) - Number(b.id))
    .flatMap(({ topic, partition, offsets, records }) =>
      decodeBatch(records).map((record, index) => ({
        ...record,
        topic,
        partition,
        offset: BigInt(offsets[index] as string),
      })),
    );
}

const BACKLOG = `
SELECT coalesce(sum(cardinality(offsets)), 0)::int AS records, min(deferred_at) AS oldest FROM deferred_usage`;

/** How much waits in all, and since when the oldest of it. */
export async function readDeferredBacklog(
  session: SqlSession,
): Promise<{ readonly records: number; readonly oldestSince: Instant | undefined }> {
  const [row] = await session.query<{ records: number; oldest: Date | null }>(BACKLOG, []);
  const oldest = row?.oldest ?? null;
  return {
    records: row?.records ?? 0,
    oldestSince: oldest === null ? undefined : parseInstant(oldest, 'deferred_at'),
  };
}
