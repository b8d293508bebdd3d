import { DateTime } from 'luxon';

/** The month of a moment in a time zone, such as `2026-11`. Domain rule "Time": `chargedAt` decides it. */
export function localMonth(instant: string, timeZone: string): string {
  const local = DateTime.fromISO(instant, { zone: timeZone });
  return local.isValid ? local.toFormat('yyyy-MM') : `no month (${instant} in ${timeZone})`;
}
