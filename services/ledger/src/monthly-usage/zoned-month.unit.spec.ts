import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, type Instant } from '@credit-ledger/kernel';
import { monthOf } from './zoned-month.js';

const at = (text: string) => text as Instant;

describe('the month of an instant', () => {
  test('is taken in the zone of the organisation', () => {
    expect(monthOf(at('2026-10-31T18:29:59.999Z'), 'Asia/Kolkata')).toBe('2026-10');
    expect(monthOf(at('2026-10-31T18:30:00.000Z'), 'Asia/Kolkata')).toBe('2026-11');
    expect(monthOf(at('2026-10-31T18:30:00.000Z'), 'UTC')).toBe('2026-10');
  });

  test('knows daylight saving', () => {
    expect(monthOf(at('2026-04-01T03:59:59.999Z'), 'America/New_York')).toBe('2026-03');
    expect(monthOf(at('2026-04-01T04:00:00.000Z'), 'America/New_York')).toBe('2026-04');
    expect(monthOf(at('2026-12-01T04:59:59.999Z'), 'America/New_York')).toBe('2026-11');
  });

  test('agrees with the calendar of Intl, in any order of asking', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe');
    const times = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(times, zones, (epochMs, timeZone) => {
        const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' }).format(epochMs);
        expect(monthOf(instantOf(epochMs), timeZone)).toBe(parts);
      }),
    );
  });
});
