import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { MUTATIONS, WATCHING_SPECS } from './mutations.mjs';

/**
 * `npm run mutations`: changes one line of the rules at a time and runs the specs of its folder; exit 1 when a change goes
 * unnoticed. The unchanged rules are run first, because red specs would notice anything.
 */
const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');
const CONFIG = fileURLToPath(new URL('./jest.config.mjs', import.meta.url));
const SEQUENCER = fileURLToPath(new URL('./quick-specs-first.mjs', import.meta.url));
const PARALLEL = 2;
const TIMEOUT_MS = 300_000;

const clean = await runSpecs('none', WATCHING_SPECS);
if (!clean.passed) {
  console.error(`The specs fail without any change; mend them first.\n${clean.output}`);
  process.exit(1);
}

const survivors = [];
const waiting = MUTATIONS.map((mutation, number) => ({ mutation, number }));
await Promise.all(Array.from({ length: PARALLEL }, work));
console.log(`${MUTATIONS.length - survivors.length} of ${MUTATIONS.length} changes were noticed`);
process.exit(survivors.length === 0 ? 0 : 1);

async function work() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { mutation, number } = next;
    const { passed, output } = await runSpecs(String(number), mutation.specs);
    // A change that does not even compile shows nothing about the specs: a test must have failed.
    const noticed = !passed && /^Tests:\s+\d+ failed/m.test(output);
    console.log(
      `${noticed ? 'noticed ' : 'SURVIVED'} ${mutation.path}: ${mutation.line} -> ${mutation.becomes || '(removed)'}`,
    );
    if (!noticed) survivors.push(mutation);
  }
}

function runSpecs(mutation, specs) {
  const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings', MUTATION: mutation };
  const options = ['--config', CONFIG, '--testSequencer', SEQUENCER, '--bail', '--runInBand'];
  const child = spawn(process.execPath, [JEST, ...options, ...specs], { env });
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ passed: code === 0, output });
    });
  });
}
