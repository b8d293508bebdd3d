import { describe, expect, test } from '@jest/globals';
import type { Instant } from '@credit-ledger/kernel';
import type { Month } from '../monthly-usage/zoned-month.js';
import { daysOf, monthsOf, parseMonth, rangeOf } from './month-range.js';

const NOW = '2026-11-30T20:00:00.000Z' as Instant;
const range = (from?: string, to?: string, zone = 'UTC') =>
  rangeOf({ from: from as Month | undefined, to: to as Month | undefined }, NOW, zone);

describe('a range of months', () => {
  test('is the current month of the zone and the three before, unless it is asked for', () => {
    expect(range()).toEqual({ from: '2026-08', to: '2026-11' });
    expect(range(undefined, undefined, 'Asia/Kolkata')).toEqual({ from: '2026-09', to: '2026-12' });
    expect(range('2026-01')).toEqual({ from: '2026-01', to: '2026-11' });
    expect(range(undefined, '2026-02')).toEqual({ from: '2025-11', to: '2026-02' });
  });

  test('has every month from the newest to the oldest, and all their days', () => {
    expect(monthsOf(range('2025-11', '2026-02'))).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
    expect(daysOf(range('2025-11', '2025-12'))).toEqual({ since: '2025-11-01', until: '2026-01-01' });
  });

  test('has at most 36 months, and at least one', () => {
    expect(monthsOf(range('2024-01', '2026-12'))).toHaveLength(36);
    expect(() => range('2023-12', '2026-12')).toThrow('from must be at most 36 months');
    expect(monthsOf(range('2026-12', '2026-12'))).toEqual(['2026-12']);
    expect(() => range('2026-12', '2026-11')).toThrow('from must not be later');
  });

  test.each(['2026-13', '2026-00', '2026-1', '26-11', '1969-12', '2026-11-01', ''])('has no month %p', (text) => {
    expect(() => parseMonth(text, 'from')).toThrow('from must be a month');
  });
});
