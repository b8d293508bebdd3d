// Writes .env from .env.example, with passwords of its own in the place of every placeholder. Plain JavaScript without
// any dependency: compose needs it before there is an image.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const target = process.argv[2] ?? join(root, '.env');
const example = readFileSync(join(root, '.env.example'), 'utf8');
const own = example.replace(/=replace-me.*$/gm, () => `=${randomBytes(24).toString('hex')}`);
try {
  // Never over an old one: the passwords in it are those of a database.
  writeFileSync(target, own, { mode: 0o600, flag: 'wx' });
  process.stdout.write(`${target}: written, readable by you alone\n`);
} catch (error) {
  if (error.code !== 'EEXIST') throw error;
  process.stderr.write(`${target} exists already and is kept: its passwords are those of your database\n`);
  process.exit(1);
}
