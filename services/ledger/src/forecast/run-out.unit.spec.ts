import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { forecastRunOut } from './run-out.js';

const days = (count: number, used: (day: number) => number) => Array.from({ length: count }, (_, day) => used(day));

const TIMES = 1_000;
const NEVER = { earliestDays: Infinity, latestDays: 0 };

function wholeDaysUntil(balance: number, day: () => number): number {
  let whole = 0;
  for (let left = balance - day(); left > 0; left -= day()) whole += 1;
  return whole;
}

/** Usage as uneven as arrivals are, on average 100 a day: most days little, some days very much. The same in every run. */
function unevenDays(count: number): () => number {
  const uniform = fc.sample(fc.noBias(fc.nat(999_999)), { seed: 42, numRuns: count });
  let next = 0;
  return () => Math.round(-100 * Math.log((Number(uniform[next++ % count]) + 1) / 1_000_000));
}

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
    expect(calm).toEqual({ expectedDays: 100, earliestDays: 94, latestDays: 106 });
    expect(wild).toEqual({ expectedDays: 100, earliestDays: 65, latestDays: 188 });
  });

  test('is told from fourteen days on, and from three with usage', () => {
    const rare = days(14, (day) => (day < 3 ? 14 : 0));
    expect(forecastRunOut(30, rare)).toMatchObject({ expectedDays: 10 });
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

  test.each([
    ['two weeks', 14, 14],
    ['two weeks', 14, 140],
    ['four weeks', 28, 14],
    ['four weeks', 28, 60],
    ['four weeks', 28, 140],
  ])('lies in its interval four times in five, judged by %s (%i days) and %i days ahead', (_, past, ahead) => {
    const day = unevenDays(TIMES * (past + ahead));
    const balance = 100 * ahead;
    let inside = 0;
    for (let time = 0; time < TIMES; time++) {
      const { earliestDays, latestDays = Infinity } = forecastRunOut(balance, days(past, day)) ?? NEVER;
      const lasted = wholeDaysUntil(balance, day);
      if (earliestDays <= lasted && lasted <= latestDays) inside += 1;
    }
    expect(inside / TIMES).toBeGreaterThan(0.74);
    expect(inside / TIMES).toBeLessThan(0.86);
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
