import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { KURRENTDB_SPECS, POSTGRESQL_ALONE } from './kurrentdb-specs.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LEDGER = 'services/ledger';

/** What makes a store at the KurrentDB of the test run, when there is one. */
const MAKES_STORES = /\/(ledger-app|ledger-database|event-stores)\.js'/;

/** The ledger's specs of a tier that read and write a store, below the project. */
function specsWithStores(tier: 'int' | 'e2e'): string[] {
  const files = readdirSync(join(ROOT, LEDGER), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /^(src|test)\//.test(file) && file.endsWith(`.${tier}.spec.ts`))
    .map((file) => `${LEDGER}/${file}`)
    .filter((file) => MAKES_STORES.test(readFileSync(join(ROOT, file), 'utf8')))
    .sort();
}

const isRun = (tier: 'int' | 'e2e', file: string): boolean =>
  KURRENTDB_SPECS[tier].some((spec) => (spec.endsWith('/') ? file.startsWith(spec) : file === spec));

describe('npm run test:kurrentdb', () => {
  it.each(['int', 'e2e'] as const)('runs all %s specs of the ledger that keep events, or says why not', (tier) => {
    const specs = specsWithStores(tier);
    expect(specs.length).toBeGreaterThan(5);
    const left = specs.filter((file) => !isRun(tier, file));
    expect(left).toEqual(POSTGRESQL_ALONE.filter((file) => file.endsWith(`.${tier}.spec.ts`)));
  });

  it('runs nothing that is not there', () => {
    const named = [...Object.values(KURRENTDB_SPECS).flat(), ...POSTGRESQL_ALONE];
    expect(named.filter((spec) => !existsSync(join(ROOT, spec)))).toEqual([]);
  });
});
