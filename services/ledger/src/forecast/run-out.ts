/** Days from now, whole, until the credits are used up. */
export type RunOut = {
  /** If every day uses what an average day did. */
  readonly expectedDays: number;
  /** About four times in five it lies between these two, both included; an open end lies beyond the horizon. */
  readonly earliestDays: number;
  readonly latestDays: number | undefined;
};

/** So many days are looked back on. */
export const HISTORY_DAYS = 28;
// Two weeks, so that both kinds of days are in it, work days and weekends.
const HISTORY_DAYS_MIN = 14;
// From fewer nobody could tell what the next day brings.
const USED_DAYS_MIN = 3;
// What lies further ahead than three years is no forecast.
export const HORIZON_DAYS = 1_095;
// One tenth of a normal distribution lies above this many standard deviations, and one below.
const NORMAL_DEVIATIONS = 1.2816;

/**
 * When `balance` is used up, judged by the usage of past days, oldest or newest first, days without any as zeros. Undefined when
 * there is too little to judge by, nothing left to use up, or no end in sight.
 *
 * Days are taken for independent of each other, alike on average and in spread, both of which are judged by the n days of the past.
 * What T days use then differs from the expectation m·T by a deviation of s·√(T + T²/n): they spread themselves, and the average of
 * n days is off by s/√n. This is the prediction interval of a sum (Hahn & Meeker, "Statistical Intervals", 1991, chapter 4), and the balance
 * b is used up earliest and latest where (b − m·T)² = t²·s²·(T + T²/n), a quadratic equation in T.
 */
export function forecastRunOut(balance: number, dailyUsage: readonly number[]): RunOut | undefined {
  const days = dailyUsage.length;
  const usedDays = dailyUsage.filter((used) => used > 0).length;
  if (balance <= 0 || days < HISTORY_DAYS_MIN || usedDays < USED_DAYS_MIN) return undefined;
  const mean = sumOf(dailyUsage) / days;
  const expectedDays = Math.floor(balance / mean);
  if (expectedDays > HORIZON_DAYS) return undefined;
  const variance = sumOf(dailyUsage.map((used) => (used - mean) ** 2)) / (days - 1);
  const spread = deviationsOf(days - 1) ** 2 * variance;
  const middle = 2 * balance * mean + spread;
  const root = Math.sqrt(spread * (4 * balance * mean + spread + (4 * balance ** 2) / days));
  // Not above zero where the average day is too uncertain for an end ever to be sure.
  const certainty = mean ** 2 - spread / days;
  const latestDays = certainty > 0 ? Math.floor((middle + root) / (2 * certainty)) : Infinity;
  return {
    expectedDays,
    earliestDays: Math.floor((2 * balance ** 2) / (middle + root)),
    latestDays: latestDays > HORIZON_DAYS ? undefined : latestDays,
  };
}

/** What the normal distribution's deviations are in Student's, by its expansion (Abramowitz & Stegun 26.7.5). */
const deviationsOf = (degreesOfFreedom: number): number =>
  NORMAL_DEVIATIONS + (NORMAL_DEVIATIONS ** 3 + NORMAL_DEVIATIONS) / (4 * degreesOfFreedom);

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
