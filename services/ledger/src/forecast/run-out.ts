/** Days from now, whole, until the credits are used up. */
export type RunOut = {
  /** If every day uses what an average day did. */
  readonly expectedDays: number;
  /** Four times in five it lies between these two, both included; an open end lies beyond the horizon. */
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
const DEVIATIONS = 1.2816;

/**
 * When `balance` is used up, judged by the usage of past days, oldest or newest first, days without any as zeros. Undefined when
 * there is too little to judge by, nothing left to use up, or no end in sight.
 *
 * Days are taken for independent of each other, alike on average and in spread. The usage of T days then has the mean m·T and the
 * deviation s·√T, and the balance b is used up at the earliest where m·T + z·s·√T = b and at the latest where m·T − z·s·√T = b:
 * quadratic equations in √T.
 */
export function forecastRunOut(balance: number, dailyUsage: readonly number[]): RunOut | undefined {
  const usedDays = dailyUsage.filter((used) => used > 0).length;
  if (balance <= 0 || dailyUsage.length < HISTORY_DAYS_MIN || usedDays < USED_DAYS_MIN) return undefined;
  const mean = sumOf(dailyUsage) / dailyUsage.length;
  const variance = sumOf(dailyUsage.map((used) => (used - mean) ** 2)) / (dailyUsage.length - 1);
  const spread = DEVIATIONS * Math.sqrt(variance);
  const daysUntil = (drift: number): number =>
    Math.floor(((drift + Math.sqrt(drift ** 2 + 4 * mean * balance)) / (2 * mean)) ** 2);
  const expectedDays = daysUntil(0);
  if (expectedDays > HORIZON_DAYS) return undefined;
  const latestDays = daysUntil(spread);
  return {
    expectedDays,
    earliestDays: daysUntil(-spread),
    latestDays: latestDays > HORIZON_DAYS ? undefined : latestDays,
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
