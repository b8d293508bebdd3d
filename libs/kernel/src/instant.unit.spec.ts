import { describe, expect, it } from '@jest/globals';
import { InvalidValueError } from './domain-error.js';
import { epochMsOf, instantOf, laterOf, parseInstant, plusMs } from './instant.js';

describe('an instant', () => {
  it.each([
    ['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.000Z'],
    ['2026-11-21t09:30:00z', '2026-11-21T09:30:00.000Z'],
    ['2026-11-21T09:30:00.5Z', '2026-11-21T09:30:00.500Z'],
    ['2026-11-21T09:30:00.123999999Z', '2026-11-21T09:30:00.123Z'],
    ['2026-11-21T02:00:00+05:30', '2026-11-20T20:30:00.000Z'],
    ['2028-02-29T23:59:59-11:00', '2028-03-01T10:59:59.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('is read from %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it('is read from a date of the database', () => {
    expect(parseInstant(new Date(Date.UTC(2026, 10, 21)))).toBe('2026-11-21T00:00:00.000Z');
  });

  it.each([
    ['no offset', '2026-11-21T09:30:00'],
    ['no time', '2026-11-21'],
    ['a space', '2026-11-21 09:30:00Z'],
    ['an unknown month', '2026-13-01T00:00:00Z'],
    ['a day that month does not have', '2026-02-30T00:00:00Z'],
    ['29 February in a common year', '2026-02-29T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['day 32', '2026-01-32T00:00:00Z'],
    ['hour 24', '2026-11-21T24:00:00Z'],
    ['a leap second', '2026-12-31T23:59:60Z'],
    ['an offset of a day', '2026-11-21T09:30:00+24:00'],
    ['a moment before 1970', '1970-01-01T00:00:00+00:01'],
    ['a moment after 9999', '9999-12-31T23:59:59-00:01'],
    ['a year of five digits', '12026-11-21T09:30:00Z'],
    ['an empty fraction', '2026-11-21T09:30:00.Z'],
    ['text behind it', '2026-11-21T09:30:00Z; DROP TABLE runs'],
    ['a line break behind it', '2026-11-21T09:30:00Z\n'],
    ['other digits', '２０２６-11-21T09:30:00Z'],
    ['a number', 1_795_253_400_000],
    ['nothing', undefined],
    ['null', null],
    ['an invalid date', new Date(Number.NaN)],
    ['a date before 1970', new Date(-1)],
  ])('is not read from %s', (_name, value) => {
    expect(() => parseInstant(value, 'effective_at')).toThrow(InvalidValueError);
    expect(() => parseInstant(value, 'effective_at')).toThrow(/^effective_at must be an RFC 3339 time/);
  });

  it('sorts by time as text', () => {
    const instants = [0, 999, 1_000, 946_684_800_000, 1_795_253_400_000].map(instantOf);
    expect([...instants].reverse().sort()).toEqual(instants);
    expect(laterOf(instantOf(1), instantOf(2))).toBe(instantOf(2));
    expect(laterOf(instantOf(2), instantOf(1))).toBe(instantOf(2));
  });

  it('moves by milliseconds', () => {
    const instant = parseInstant('2026-12-31T23:59:59.999Z');
    expect(plusMs(instant, 1)).toBe('2027-01-01T00:00:00.000Z');
    expect(instantOf(epochMsOf(instant))).toBe(instant);
  });
});
