import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

/**
 * `npm run check:kurrentdb-specs`: all that `npm run test:kurrentdb` runs on a real server, on the fake one of the adapter's specs. It proves nothing of
 * KurrentDB; it shows that no spec of the ledger expects of its store what only the one in PostgreSQL does.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = join(ROOT, 'libs/event-store-kurrentdb/test');
// Below node_modules, so that what they import is found.
const compiled = join(ROOT, 'node_modules/.cache/fake-kurrentdb');

mkdirSync(compiled, { recursive: true });
writeFileSync(join(compiled, 'package.json'), '{ "type": "module" }');
for (const file of readdirSync(SOURCES).filter((name) => name.startsWith('fake-'))) {
  const { code } = transformFileSync(join(SOURCES, file), {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  writeFileSync(join(compiled, file.replace(/\.ts$/, '.js')), code);
}
writeFileSync(
  join(compiled, 'start.js'),
  "import { FakeKurrentDb } from './fake-kurrentdb.js';\nconsole.log((await FakeKurrentDb.start()).url());\n",
);

const fake = spawn(process.execPath, [join(compiled, 'start.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(fake.stdout, 'data');
const tests = spawn(process.execPath, [join(ROOT, 'test/test-kurrentdb.mjs')], {
  cwd: ROOT,
  env: { ...process.env, EVENT_STORE_URL: `${line}`.trim() },
  stdio: 'inherit',
});
const [code] = await once(tests, 'exit');
fake.kill();
rmSync(compiled, { recursive: true });
process.exitCode = code ?? 1;
