import { instantOf, type Instant } from '@credit-ledger/kernel';
import { DateTime } from 'luxon';

export type EarlierMonth = {
  /** `2026-10`. */
  readonly month: string;
  /** Noon of its 15th, in the organisation's time zone. */
  readonly middle: Instant;
};

/** So many months before the one that `now` is in. */
export function monthBefore(now: Instant, timeZone: string, months: number): EarlierMonth {
  const start = DateTime.fromISO(now, { zone: timeZone }).startOf('month').minus({ months });
  return { month: start.toFormat('yyyy-MM'), middle: instantOf(start.set({ day: 15, hour: 12 }).toMillis()) };
}
