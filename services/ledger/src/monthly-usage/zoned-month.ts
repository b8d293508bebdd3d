import { DateTime } from 'luxon';
import { instantOf, invariant, type Brand, type Instant } from '@credit-ledger/kernel';

/** A calendar month of some time zone, written `2026-11`. Sorts by time. */
export type Month = Brand<string, 'Month'>;

type Bounds = { readonly month: Month; readonly startsAt: Instant; readonly endsAt: Instant };

// The month of a zone that was asked for last. Usage comes in time order, so nearly every look-up is two comparisons;
// there are no more entries than IANA zones.
const latest = new Map<string, Bounds>();

/** The month in which the instant falls in that IANA zone, `[startsAt, endsAt)`, daylight saving included. */
export function monthOf(instant: Instant, timeZone: string): Month {
  const known = latest.get(timeZone);
  if (known !== undefined && known.startsAt <= instant && instant < known.endsAt) return known.month;
  const bounds = boundsOf(DateTime.fromISO(instant, { zone: timeZone }));
  latest.set(timeZone, bounds);
  return bounds.month;
}

function boundsOf(time: DateTime): Bounds {
  invariant(time.isValid, `no such time: ${time.invalidExplanation}`);
  const start = time.startOf('month');
  // Not parsed: the first month of all begins before 1970, and the last ends in a year of five digits, which sorts before
  // every instant: that month is never found among the latest, and right all the same.
  const instantAt = (at: DateTime): Instant => instantOf(at.toMillis());
  return { month: formatted(start), startsAt: instantAt(start), endsAt: instantAt(start.plus({ months: 1 })) };
}

const formatted = (time: DateTime): Month => time.toFormat('yyyy-MM') as Month;
