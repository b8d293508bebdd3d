import { encodeBatch, type OutgoingRecord, type PlacedRecord, type SqlSession } from '@credit-ledger/messaging';
import { isMissingSegment, maintainSegments, RETENTION_DAYS } from '../schema/segments.js';
import { channelOf } from '../topics/channel.js';

/** As `appendBatches`; makes the segments of the day when they are missing. */
export async function appendInSegments(session: SqlSession, records: readonly PlacedRecord[]): Promise<void> {
  try {
    await appendBatches(session, records);
  } catch (error) {
    if (!isMissingSegment(error)) throw error;
    await maintainSegments(session, RETENTION_DAYS);
    await appendBatches(session, records);
  }
}

/**
 * Appends the records, in order per partition, in one statement: one batch per partition. Within a transaction the heads stay
 * locked until its commit, and other publishers of the same partitions wait, which is what keeps offsets in commit order.
 */
export async function appendBatches(session: SqlSession, records: readonly PlacedRecord[]): Promise<void> {
  const batches = batchesOf(records);
  const encoded = batches.map(({ records: ofPartition }) => encodeBatch(ofPartition));
  let end = 0;
  await session.query(APPEND, [
    batches.map(({ topic }) => topic),
    batches.map(({ partition }) => partition),
    batches.map(({ records: ofPartition }) => ofPartition.length),
    encoded.map(({ length }) => (end += length) - length + 1),
    encoded.map(({ length }) => length),
    // One value instead of an array: a lone Buffer travels in binary, an array of them as hexadecimal text.
    Buffer.concat(encoded),
    [...new Set(batches.map(({ topic }) => channelOf(topic)))],
  ]);
}

type PartitionBatch = { readonly topic: string; readonly partition: number; readonly records: OutgoingRecord[] };

function batchesOf(records: readonly PlacedRecord[]): readonly PartitionBatch[] {
  const batches = new Map<string, PartitionBatch>();
  for (const { record, partition } of records) {
    const key = `${record.topic} ${partition}`;
    const batch = batches.get(key);
    if (batch === undefined) batches.set(key, { topic: record.topic, partition, records: [record] });
    else batch.records.push(record);
  }
  return [...batches.values()];
}

// Heads are locked in (topic, partition) order: two publishers that share partitions cannot deadlock.
const APPEND = `
WITH batches AS (
  SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[])
    AS b(topic, partition, record_count, starts_at, byte_count)
), locked AS (
  SELECT h.topic, h.partition FROM broker.partition_heads h JOIN batches b ON b.topic = h.topic AND b.partition = h.partition
  ORDER BY h.topic, h.partition
  FOR UPDATE OF h
), heads AS (
  UPDATE broker.partition_heads h SET next_offset = h.next_offset + b.record_count
  FROM locked l JOIN batches b ON b.topic = l.topic AND b.partition = l.partition
  WHERE h.topic = l.topic AND h.partition = l.partition
  RETURNING h.topic, h.partition, h.next_offset, b.record_count, b.starts_at, b.byte_count
), stored AS (
  INSERT INTO broker.record_batches (topic, partition, last_offset, base_offset, segment, records)
  SELECT topic, partition, next_offset - 1, next_offset - record_count, (clock_timestamp() AT TIME ZONE 'UTC')::date,
         substring($6::bytea FROM starts_at FOR byte_count)
  FROM heads
)
SELECT pg_notify(channel, '') FROM unnest($7::text[]) AS c(channel)`;
