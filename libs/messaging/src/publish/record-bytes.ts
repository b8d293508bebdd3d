import type { OutgoingRecord, RecordHeaders } from '../ports/record.js';

/** What the names and values of headers take in a log. */
export function headerBytesOf(headers: RecordHeaders): number {
  let bytes = 0;
  for (const name in headers) bytes += Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? '');
  return bytes;
}

/** What a record takes in a log, but for lengths and the like. */
export const recordBytesOf = ({ key, headers, value }: OutgoingRecord): number =>
  Buffer.byteLength(key) + headerBytesOf(headers) + value.length;
