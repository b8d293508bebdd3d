// Generates a second time, beside the project, and compares: committed code has to be what proto/ and the services say.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API_CLIENT_TYPES, writeApiClientTypes } from './api-client-types.mjs';
import { PROJECT_DIR } from './project-paths.mjs';

const CONTRACTS = 'libs/contracts/src/generated';

const directory = mkdtempSync(join(tmpdir(), 'credit-ledger-generated-'));
try {
  const buf = join(PROJECT_DIR, 'node_modules', '.bin', 'buf');
  const { status } = spawnSync(buf, ['generate', '-o', directory], { cwd: PROJECT_DIR, stdio: 'inherit' });
  if (status !== 0) throw new Error('buf generate failed');
  await writeApiClientTypes(directory);
  const different = [
    ...differencesIn(CONTRACTS, 'proto/ says'),
    ...differencesIn(API_CLIENT_TYPES, 'the services say'),
  ];
  for (const difference of different) console.error(`${difference}: run npm run generate`);
  process.exitCode = different.length === 0 ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function differencesIn(folder, source) {
  const expected = filesBelow(join(directory, folder));
  const committed = filesBelow(join(PROJECT_DIR, folder));
  const names = new Set([...expected.keys(), ...committed.keys()]);
  return [...names]
    .filter((name) => expected.get(name) !== committed.get(name))
    .map((name) => `${folder}/${name} is not what ${source}`);
}

function filesBelow(root) {
  const names = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.ts'));
  return new Map(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}
