/** When the credits run out. */
export const forecastMutations = {
  folder: 'services/ledger/src/forecast',
  specs: ['services/ledger/src/forecast'],
  changes: [
    { file: 'run-out.ts', line: 'usedDays < USED_DAYS_MIN', becomes: 'usedDays <= USED_DAYS_MIN' },
    {
      file: 'run-out.ts',
      line: 'dailyUsage.length < HISTORY_DAYS_MIN',
      becomes: 'dailyUsage.length <= HISTORY_DAYS_MIN',
    },
    { file: 'run-out.ts', line: '(dailyUsage.length - 1)', becomes: 'dailyUsage.length' },
    { file: 'run-out.ts', line: 'const DEVIATIONS = 1.2816;', becomes: 'const DEVIATIONS = 1.6449;' },
  ],
};
