import { DateTime } from 'luxon';
import { instantOf, InvalidValueError, invariant, type Brand, type Instant } from '@credit-ledger/kernel';

/** A calendar day of some time zone, written `2026-11-21`. Sorts by time. */
export type Day = Brand<string, 'Day'>;

type Bounds = { readonly day: Day; readonly startsAt: Instant; readonly endsAt: Instant };

// The day of a zone that was asked for last. Usage comes in time order, so nearly every look-up is two comparisons;
// there are no more entries than IANA zones.
const latest = new Map<string, Bounds>();

/** The day in which the instant falls in that IANA zone, `[startsAt, endsAt)`: 23 or 25 hours when clocks change. */
export function dayOf(instant: Instant, timeZone: string): Day {
  const known = latest.get(timeZone);
  if (known !== undefined && known.startsAt <= instant && instant < known.endsAt) return known.day;
  const bounds = boundsOf(DateTime.fromISO(instant, { zone: timeZone }));
  latest.set(timeZone, bounds);
  return bounds.day;
}

/** When that day begins in that zone. */
export const startOfDay = (day: Day, timeZone: string): Instant =>
  instantOf(DateTime.fromISO(day, { zone: timeZone }).startOf('day').toMillis());

function boundsOf(time: DateTime): Bounds {
  invariant(time.isValid, `no such time: ${time.invalidExplanation}`);
  const start = time.startOf('day');
  // Not parsed: the first day of all begins before 1970, and the last ends in a year of five digits, which sorts before
  // every instant: that day is never found among the latest, and right all the same.
  const instantAt = (at: DateTime): Instant => instantOf(at.toMillis());
  return {
    day: start.toFormat('yyyy-MM-dd') as Day,
    startsAt: instantAt(start),
    endsAt: instantAt(start.plus({ days: 1 })),
  };
}

/** @throws InvalidValueError unless a day of the calendar, such as `2026-11-21`. */
export function parseDay(text: string | undefined, field: string): Day | undefined {
  if (text === undefined) return undefined;
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid && text >= '1970-01-02';
  if (!isDay) throw new InvalidValueError(field, 'must be a day such as "2026-11-21"');
  return text as Day;
}
