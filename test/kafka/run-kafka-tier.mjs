import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run test:kafka`: everything about messaging once more, on a real broker: the one in MESSAGING_URL, else one of its own
 * with fresh storage. Exit 1 when anything fails, and 69 when there is no broker because its jars cannot be reached.
 */
const { CannotRunKafkaError, JARS_UNREACHABLE_EXIT_CODE, JarsUnreachableError, startKafka } =
  await import('@credit-ledger/kafka-local');
const { connectKafka } = await import('@credit-ledger/messaging-kafka');

const PROJECT_DIR = fileURLToPath(new URL('../..', import.meta.url));
const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');
const INTERRUPTED = 130;
const SPECS = [
  /\.kafka\.spec\.ts$/,
  /^services\/.*\.e2e\.spec\.ts$/,
  /^test\/usage-client\/usage-client\.e2e\.spec\.ts$/,
];
const DEMO = ['--photos', '2000'];

let running;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    running?.kill('SIGTERM');
  });
}

const directory = await mkdtemp(join(tmpdir(), 'credit-ledger-kafka-'));
let kafka;
try {
  const url = await brokerUrl();
  process.exitCode = url === undefined ? process.exitCode : await runAll(url);
} finally {
  await kafka?.stop();
  await rm(directory, { recursive: true, force: true });
}

async function brokerUrl() {
  const given = process.env.MESSAGING_URL;
  if (given?.startsWith('kafka://')) return (await answers(given)) ? given : undefined;
  try {
    const log = (line) => console.error(`  ${line} …`);
    kafka = await startKafka({ dir: join(directory, 'kafka'), disposable: true, log });
    return kafka.url;
  } catch (error) {
    if (!(error instanceof CannotRunKafkaError)) throw error;
    console.error(`Cannot start Kafka: ${error.message}`);
    process.exitCode = error instanceof JarsUnreachableError ? JARS_UNREACHABLE_EXIT_CODE : 1;
    return undefined;
  }
}

async function answers(url) {
  const messaging = connectKafka(url);
  try {
    await messaging.ensureTopics([]);
    return true;
  } catch (error) {
    console.error(`MESSAGING_URL: ${error.message}. Start it, or unset the variable to have one started.`);
    process.exitCode = 1;
    return false;
  } finally {
    await messaging.close().catch(() => undefined);
  }
}

async function runAll(url) {
  const environment = { ...process.env };
  delete environment.MESSAGING_URL;
  const jest = {
    args: ['--experimental-vm-modules', JEST, '--selectProjects', 'kafka', 'e2e', '--testPathPatterns', ...patterns()],
    env: { ...environment, TEST_MESSAGING_URL: url },
  };
  // Nothing runs in that directory, so that the demo starts an instance of its own, in a namespace of its own.
  const demo = {
    args: [join(PROJECT_DIR, 'deploy/demo/bin/demo.mjs'), ...DEMO],
    env: { ...environment, MESSAGING_URL: url, DATA_DIR: join(directory, 'nothing') },
  };
  const codes = [await run('specs', jest), await run(`demo ${DEMO.join(' ')}`, demo)];
  if (interrupted) return INTERRUPTED;
  return codes.every((code) => code === 0) ? 0 : 1;
}

async function run(name, { args, env }) {
  if (interrupted) return INTERRUPTED;
  console.error(`\n== on Kafka: ${name}`);
  const begunAt = performance.now();
  running = spawn(process.execPath, args, { cwd: PROJECT_DIR, env, stdio: 'inherit' });
  const code = await new Promise((resolve, reject) => {
    running.once('error', reject);
    running.once('close', resolve);
  });
  const seconds = Math.round((performance.now() - begunAt) / 1_000);
  console.error(`== on Kafka: ${name}: ${code === 0 ? 'passed' : `FAILED (exit code ${code})`} after ${seconds} s`);
  return code;
}

/** jest matches whole paths, and this project may lie anywhere. */
function patterns() {
  const root = PROJECT_DIR.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return SPECS.map(({ source }) => (source.startsWith('^') ? `^${root}${source.slice(1)}` : source));
}
