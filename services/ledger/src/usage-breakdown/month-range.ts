import { DateTime } from 'luxon';
import { InvalidValueError, type Instant } from '@credit-ledger/kernel';
import { monthOf, type Month } from '../monthly-usage/zoned-month.js';

/** Months from one to another, both included. */
export type MonthRange = { readonly from: Month; readonly to: Month };

/** The months that were asked for; either end may be left open. */
export type AskedMonths = { readonly from: Month | undefined; readonly to: Month | undefined };

export const MONTHS_MAX = 36;
const MONTHS_DEFAULT = 4;

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** @throws InvalidValueError */
export function parseMonth(text: string | undefined, field: string): Month | undefined {
  if (text === undefined) return undefined;
  if (!MONTH.test(text) || text < '1970') throw new InvalidValueError(field, 'must be a month such as "2026-11"');
  return text as Month;
}

/**
 * What an open end means: up to the current month, and four months in all.
 * @throws InvalidValueError for a range that is empty or too long.
 */
export function rangeOf({ from, to }: AskedMonths, now: Instant, timeZone: string): MonthRange {
  const last = to ?? monthOf(now, timeZone);
  const first = from ?? plusMonths(last, 1 - MONTHS_DEFAULT);
  if (first > last) throw new InvalidValueError('from', `must not be later than "to", which is ${last}`);
  if (plusMonths(first, MONTHS_MAX) <= last)
    throw new InvalidValueError('from', `must be at most ${MONTHS_MAX} months before "to"`);
  return { from: first, to: last };
}

/** Every month of the range, newest first. */
export function monthsOf({ from, to }: MonthRange): readonly Month[] {
  const months: Month[] = [];
  for (let month = to; month >= from; month = plusMonths(month, -1)) months.push(month);
  return months;
}

/** The days of the range as text sorts them: `[since, until)`. */
export const daysOf = ({ from, to }: MonthRange): { since: string; until: string } => ({
  since: `${from}-01`,
  until: `${plusMonths(to, 1)}-01`,
});

const plusMonths = (month: Month, months: number): Month =>
  DateTime.fromISO(month, { zone: 'utc' }).plus({ months }).toFormat('yyyy-MM') as Month;
