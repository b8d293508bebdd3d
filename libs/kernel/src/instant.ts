import type { Brand } from './brand.js';
import { InvalidValueError } from './domain-error.js';

/**
 * A moment in UTC with milliseconds, always written `2026-11-21T09:30:00.000Z`. Kept as text: it sorts by time, is
 * exact in JSON and hashes, and cannot be changed in place.
 */
export type Instant = Brand<string, 'Instant'>;

// RFC 3339 with a mandatory offset: a time without one has no place on the time line.
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;
// A year of five digits would sort before all others.
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** @throws InvalidValueError unless an RFC 3339 time with an offset, in the years 1970 to 9999. */
export function parseInstant(value: unknown, field = 'time'): Instant {
  const text = value instanceof Date ? isoOf(value) : value;
  const epochMs = typeof text === 'string' && RFC_3339.test(text) && isDay(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(epochMs) || epochMs < 0 || epochMs > LAST_MS) {
    throw new InvalidValueError(field, 'must be an RFC 3339 time such as "2026-11-21T09:30:00Z"');
  }
  return isAsWritten(text as string) ? (text as Instant) : instantOf(epochMs);
}

export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant;
export const epochMsOf = (instant: Instant): number => Date.parse(instant);
export const plusMs = (instant: Instant, ms: number): Instant => instantOf(epochMsOf(instant) + ms);
export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);

const isoOf = (date: Date): string | undefined => (Number.isNaN(date.getTime()) ? undefined : date.toISOString());

// Nearly all times come from ourselves. To write them out again would be half the work of reading them.
const isAsWritten = (text: string): boolean => text.length === 24 && text[10] === 'T' && text.endsWith('Z');

// Date.parse takes 30 February for 2 March. Only the last days of a month may not exist.
function isDay(text: string): boolean {
  if (text.slice(8, 10) <= '28') return true;
  const epochMs = Date.parse(text.slice(0, 10));
  return !Number.isNaN(epochMs) && instantOf(epochMs).startsWith(text.slice(0, 10));
}
