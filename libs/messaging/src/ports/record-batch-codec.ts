import type { OutgoingRecord, RecordHeaders } from './record.js';

export type BatchedRecord = Pick<OutgoingRecord, 'key' | 'headers' | 'value'>;

/**
 * Records as one value, for whoever stores many at once: a version byte, the length of the index as 4 bytes (big endian), the index, and the
 * payloads one after the other. The index is JSON, `[[key, headers, payload length], …]`: one native call encodes or decodes
 * the whole of it, which is what makes a record cost microseconds instead of tens of them.
 */
export function encodeBatch(records: readonly BatchedRecord[]): Buffer {
  const index = Buffer.from(JSON.stringify(records.map(({ key, headers, value }) => [key, headers, value.length])));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt8(VERSION, 0);
  prefix.writeUInt32BE(index.length, 1);
  return Buffer.concat([prefix, index, ...records.map(({ value }) => value)]);
}

/** The payloads are views into `batch`. */
export function decodeBatch(batch: Buffer): BatchedRecord[] {
  const version = batch.readUInt8(0);
  if (version !== VERSION) throw new Error(`a record batch of version ${version} is newer than this reader`);
  const payloadsAt = PREFIX_BYTES + batch.readUInt32BE(1);
  const index = JSON.parse(batch.toString('utf8', PREFIX_BYTES, payloadsAt)) as readonly IndexEntry[];
  let at = payloadsAt;
  return index.map(([key, headers, length]) => ({ key, headers, value: batch.subarray(at, (at += length)) }));
}

type IndexEntry = readonly [key: string, headers: RecordHeaders, payloadBytes: number];

const VERSION = 1;
const PREFIX_BYTES = 5;
