// Generates the contracts a second time, beside the project, and compares: committed code has to be what proto/ says.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_DIR } from './project-paths.mjs';

const GENERATED = 'libs/contracts/src/generated';

const directory = mkdtempSync(join(tmpdir(), 'credit-ledger-generated-'));
try {
  const buf = join(PROJECT_DIR, 'node_modules', '.bin', 'buf');
  const { status } = spawnSync(buf, ['generate', '-o', directory], { cwd: PROJECT_DIR, stdio: 'inherit' });
  if (status !== 0) throw new Error('buf generate failed');
  const expected = filesBelow(join(directory, GENERATED));
  const committed = filesBelow(join(PROJECT_DIR, GENERATED));
  const names = new Set([...expected.keys(), ...committed.keys()]);
  const different = [...names].filter((name) => expected.get(name) !== committed.get(name));
  for (const name of different) console.error(`${GENERATED}/${name} is not what proto/ says: run npm run generate`);
  process.exitCode = different.length === 0 ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function filesBelow(root) {
  const names = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.ts'));
  return new Map(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}
