import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { forecastRunOut } from './run-out.js';

const days = (count: number, used: (day: number) => number) => Array.from({ length: count }, (_, day) => used(day));

describe('the day the credits run out', () => {
  test('is certain when every day uses the same', () => {
    const steady = days(28, () => 10);
    expect(forecastRunOut(105, steady)).toEqual({ expectedDays: 10, earliestDays: 10, latestDays: 10 });
  });

  test('is judged by the average of busy and quiet days, within a spread that widens with theirs', () => {
    const calm = forecastRunOut(
      1_000,
      days(28, (day) => (day % 2 === 0 ? 8 : 12)),
    );
    const wild = forecastRunOut(
      1_000,
      days(28, (day) => (day % 4 === 0 ? 40 : 0)),
    );
    expect(calm).toEqual({ expectedDays: 100, earliestDays: 97, latestDays: 102 });
    expect(wild).toEqual({ expectedDays: 100, earliestDays: 79, latestDays: 125 });
  });

  test.each([
    ['thirteen days', 100, days(13, () => 10)],
    ['two days with usage', 100, days(28, (day) => (day < 2 ? 10 : 0))],
    ['no usage', 100, days(28, () => 0)],
    ['nothing left', 0, days(28, () => 10)],
    ['debt', -5, days(28, () => 10)],
    ['more credits than three years use', 20_000, days(28, () => 10)],
  ])('is not told with %s', (_, balance, usage) => {
    expect(forecastRunOut(balance, usage)).toBeUndefined();
  });

  test('has an open end where the latest lies beyond three years', () => {
    const rare = days(28, (day) => (day < 3 ? 100 : 0));
    expect(forecastRunOut(11_000, rare)).toEqual({
      expectedDays: 1_026,
      earliestDays: expect.any(Number),
      latestDays: undefined,
    });
  });

  test('lies within its interval, and comes later with more credits', () => {
    const usage = fc.array(fc.nat(10_000), { minLength: 14, maxLength: 28 });
    fc.assert(
      fc.property(usage, fc.integer({ min: 1, max: 1_000_000 }), (past, balance) => {
        const [less, more] = [forecastRunOut(balance, past), forecastRunOut(balance + 1_000, past)];
        if (less === undefined) return;
        expect(less.earliestDays).toBeLessThanOrEqual(less.expectedDays);
        expect(less.latestDays ?? Infinity).toBeGreaterThanOrEqual(less.expectedDays);
        expect(more?.expectedDays ?? Infinity).toBeGreaterThanOrEqual(less.expectedDays);
      }),
    );
  });
});
