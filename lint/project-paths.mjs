import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_DIR = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** A path below the project, with slashes, whether the file exists or not. */
export const projectPath = (file) => relative(PROJECT_DIR, file).split(sep).join('/');

/** The package a path belongs to: `libs/kernel`, `bench`. */
export const packageOf = (path) => /^(?:(?:libs|services|deploy)\/[^/]+|bench|test)(?=\/|$)/.exec(path)?.[0];

/** What an import means: a path below the project, a workspace package's folder, or another package's name. */
export function targetOf(source, fromPath) {
  if (source.startsWith('.')) return posix.join(posix.dirname(fromPath), source);
  const [, name = source, entry = ''] = /^(@credit-ledger\/[^/]+)(\/.+)$/.exec(source) ?? [];
  return WORKSPACES.has(name) ? `${WORKSPACES.get(name)}${entry}` : source;
}

const WORKSPACES = new Map(
  ['libs', 'services', 'deploy', '.'].flatMap((parent) =>
    readdirSync(join(PROJECT_DIR, parent))
      .map((name) => posix.join(parent, name))
      .filter((dir) => packageOf(dir) === dir && existsSync(join(PROJECT_DIR, dir, 'package.json')))
      .map((dir) => [JSON.parse(readFileSync(join(PROJECT_DIR, dir, 'package.json'), 'utf8')).name, dir]),
  ),
);
