import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@credit-ledger/kernel';
import { monthBefore } from './month-before.js';

const INDIA = 'Asia/Kolkata';

describe('a month before', () => {
  it.each([
    ['2026-11-21T09:30:00.000Z', 1, '2026-10', '2026-10-15T06:30:00.000Z'],
    ['2026-05-31T09:30:00.000Z', 3, '2026-02', '2026-02-15T06:30:00.000Z'],
    ['2027-01-01T00:00:00.000Z', 1, '2026-12', '2026-12-15T06:30:00.000Z'],
  ])('%s by %d is %s, at its middle', (now, months, month, middle) => {
    expect(monthBefore(now as Instant, INDIA, months)).toEqual({ month, middle });
  });

  it('is counted from the month that the organisation is in, where the next has begun already', () => {
    expect(monthBefore('2026-11-30T20:00:00.000Z' as Instant, INDIA, 1).month).toBe('2026-11');
  });
});
