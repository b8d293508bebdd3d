import { describe, expect, test } from '@jest/globals';
import type { Instant } from '@credit-ledger/kernel';
import { dayOf, startOfDay, type Day } from './zoned-day.js';

const of = (time: string, zone: string) => dayOf(time as Instant, zone);

describe('the day of a time zone', () => {
  test('begins and ends at its own midnight', () => {
    expect(of('2026-11-20T18:29:59.999Z', 'Asia/Kolkata')).toBe('2026-11-20');
    expect(of('2026-11-20T18:30:00.000Z', 'Asia/Kolkata')).toBe('2026-11-21');
    expect(of('2026-11-20T18:30:00.000Z', 'UTC')).toBe('2026-11-20');
  });

  test('is 23 hours long when clocks go forward, and 25 when they go back', () => {
    const hours = (day: string, next: string) =>
      (Date.parse(startOfDay(next as Day, 'America/New_York')) -
        Date.parse(startOfDay(day as Day, 'America/New_York'))) /
      3_600_000;
    expect(hours('2026-03-08', '2026-03-09')).toBe(23);
    expect(hours('2026-11-01', '2026-11-02')).toBe(25);
    expect(of('2026-11-02T04:59:59.999Z', 'America/New_York')).toBe('2026-11-01');
    expect(of('2026-11-02T05:00:00.000Z', 'America/New_York')).toBe('2026-11-02');
  });

  test('is found again when the zone was asked for another day before', () => {
    expect(of('2026-11-21T12:00:00.000Z', 'UTC')).toBe('2026-11-21');
    expect(of('2026-11-20T12:00:00.000Z', 'UTC')).toBe('2026-11-20');
  });
});
