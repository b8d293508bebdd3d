import { createHash } from 'node:crypto';

/** SHA-256 of a request in a canonical form: the order of an object's fields makes no difference, everything else does. */
export const requestHash = (request: unknown): Buffer => createHash('sha256').update(canonicalJson(request)).digest();

/** JSON with sorted fields; a bigint is written as its digits, fields that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value instanceof Date ? { date: value.toISOString() } : value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
