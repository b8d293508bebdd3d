/** When the credits run out. */
export const forecastMutations = {
  folder: 'services/ledger/src/forecast',
  specs: ['services/ledger/src/forecast'],
  changes: [
    { file: 'run-out.ts', line: 'usedDays < USED_DAYS_MIN', becomes: 'usedDays <= USED_DAYS_MIN' },
    {
      file: 'run-out.ts',
      line: 'days < HISTORY_DAYS_MIN',
      becomes: 'days <= HISTORY_DAYS_MIN',
    },
    { file: 'run-out.ts', line: '/ (days - 1);', becomes: '/ days;' },
    { file: 'run-out.ts', line: 'mean ** 2 - spread / days', becomes: 'mean ** 2' },
    { file: 'run-out.ts', line: 'const NORMAL_DEVIATIONS = 1.2816;', becomes: 'const NORMAL_DEVIATIONS = 1.6449;' },
  ],
};
