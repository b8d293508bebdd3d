import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { ROOT } from './compose-file.js';

/** Whether a path below the project is sent to Docker if it exists, by the rules of a .dockerignore. */
export function buildContext(rules = readFileSync(join(ROOT, '.dockerignore'), 'utf8')): (path: string) => boolean {
  const filter = dockerignore.default().add(rules);
  return (path) => !filter.ignores(path);
}

type Manifest = {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
};

export const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;

/** The folders of all workspaces, by the names of their packages. */
export function workspaceFolders(): ReadonlyMap<string, string> {
  const folders = (manifestOf('.').workspaces ?? []).flatMap((pattern) => {
    const parent = pattern.replace('/*', '');
    return pattern === parent ? [parent] : readdirSync(join(ROOT, parent)).map((name) => join(parent, name));
  });
  const packages = folders.filter((folder) => existsSync(join(ROOT, folder, 'package.json')));
  return new Map(packages.map((folder) => [manifestOf(folder).name, folder]));
}

/** A workspace and every other one that it depends on, directly or not. */
export function withDependencies(folder: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(folder)) return seen;
  seen.add(folder);
  const folders = workspaceFolders();
  for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) {
    const dependency = folders.get(name);
    if (dependency !== undefined) withDependencies(dependency, seen);
  }
  return seen;
}

/** Every file below a folder that compiling it reads: sources, and no specs. */
export const sourcesOf = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.spec.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
