import type { IncomingRecord } from '@credit-ledger/messaging';

/**
 * The organisations, known by the records' keys, that have more in one batch than others should wait for. Bytes and not
 * records: a report names up to a thousand photos.
 */
export function hotOrganisations(records: readonly IncomingRecord[], bytesMax: number): ReadonlySet<string> {
  const bytes = new Map<string, number>();
  const hot = new Set<string>();
  for (const { key, value } of records) {
    const soFar = (bytes.get(key) ?? 0) + value.length;
    bytes.set(key, soFar);
    if (soFar > bytesMax) hot.add(key);
  }
  return hot;
}
