import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECT_DIR } from '@credit-ledger/standalone';

type Packed = { readonly name: string; readonly files: readonly { readonly path: string }[] };

/** What the command of the README would put into files. */
async function packedByReadme(): Promise<readonly Packed[]> {
  const readme = await readFile(join(PROJECT_DIR, 'libs/usage-client/README.md'), 'utf8');
  const command = /^npm pack (.*) --pack-destination <folder>$/m.exec(readme)?.[1];
  if (command === undefined) throw new Error('the README does not say how to pack');
  const arguments_ = ['pack', ...command.split(' '), '--dry-run', '--json', '--loglevel=error'];
  const { stdout } = await promisify(execFile)('npm', arguments_, { cwd: PROJECT_DIR });
  return JSON.parse(stdout) as Packed[];
}

/** The package and every other of this repository that it cannot do without. */
async function neededBy(name: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(name)) return found;
  found.add(name);
  const file = join(PROJECT_DIR, 'node_modules', name, 'package.json');
  const { dependencies = {} } = JSON.parse(await readFile(file, 'utf8')) as { dependencies?: Record<string, string> };
  for (const dependency of Object.keys(dependencies)) {
    if (dependency.startsWith('@credit-ledger/')) await neededBy(dependency, found);
  }
  return found;
}

describe('the packed usage client', () => {
  let packed: readonly Packed[];
  beforeAll(async () => {
    packed = await packedByReadme();
  });

  it('comes with every package of this repository that it needs, and with no other', async () => {
    const needed = await neededBy('@credit-ledger/usage-client');
    expect(packed.map(({ name }) => name).sort()).toEqual([...needed].sort());
  });

  it('is what was built, and neither sources nor specs', () => {
    for (const { name, files } of packed) {
      const paths = files.map(({ path }) => path);
      expect({ name, paths }).toEqual({ name, paths: expect.arrayContaining(['dist/index.js', 'dist/index.d.ts']) });
      expect(paths.filter((path) => !/^(dist\/|package\.json$|README\.md$)/.test(path))).toEqual([]);
    }
  });
});
