import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { exampleEnvironment, ROOT } from './compose-file.js';

let directory: string;
let file: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'make-env-'));
  file = join(directory, '.env');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const makeEnv = () =>
  spawnSync(process.execPath, [join(ROOT, 'deploy/docker/bin/make-env.mjs'), file], { encoding: 'utf8' });

it('makes a password of its own for every placeholder, for its owner alone, and leaves the rest as it is', () => {
  expect(makeEnv().status).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const made = parseEnv(readFileSync(file, 'utf8'));
  const placeholders = Object.entries(exampleEnvironment()).filter(([, value]) => value?.startsWith('replace-me'));
  expect(placeholders.length).toBe(8);
  const passwords = placeholders.map(([name]) => made[name] ?? '');
  for (const password of passwords) expect(password).toMatch(/^[0-9a-f]{48}$/);
  expect(new Set(passwords).size).toBe(passwords.length);
  const rest = Object.entries(exampleEnvironment()).filter(([name]) => !placeholders.some(([one]) => one === name));
  expect(made).toMatchObject(Object.fromEntries(rest));
});

it('never writes over passwords that a database may have', () => {
  const before = readFileSync(file, 'utf8');
  const again = makeEnv();
  expect(again.status).toBe(1);
  expect(again.stderr).toContain('is kept');
  expect(readFileSync(file, 'utf8')).toBe(before);
});
