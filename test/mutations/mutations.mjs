import { accountMutations } from './account-mutations.mjs';
import { forecastMutations } from './forecast-mutations.mjs';
import { estimateMutations, intakeMutations, rateMutations, runMutations } from './metering-mutations.mjs';

/** Changes to the files of a folder, and the unit specs that must notice every one of them. */
const GROUPS = [accountMutations, forecastMutations, rateMutations, intakeMutations, runMutations, estimateMutations];

/**
 * One-line changes of the rules. Each breaks a promise, so some spec must turn red for every one of them.
 * `line` must stand exactly once in the file, so that a moved rule is noticed instead of silently skipped.
 */
export const MUTATIONS = GROUPS.flatMap(({ folder, specs, changes }) =>
  changes.map(({ file, line, becomes }) => ({ path: `${folder}/${file}`, specs, line, becomes })),
);

/** All specs that must notice something. */
export const WATCHING_SPECS = GROUPS.flatMap(({ specs }) => specs);
