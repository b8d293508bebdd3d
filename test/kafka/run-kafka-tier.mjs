import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JEST, PROJECT_DIR, TierSteps } from '../tier-steps.mjs';
import { notRun, OWN_BROKER_SPECS } from './own-broker-specs.mjs';

/**
 * `npm run test:kafka`: everything about messaging once more, on a real broker: the one in MESSAGING_URL, else one of its own
 * with fresh storage. Specs that start brokers of their own need Java even beside the one in MESSAGING_URL: without it they are
 * left out, which is said. Exit 1 when anything fails, and 69 when there is no broker because its jars cannot be reached.
 */
const { assertKafkaCanStart, CannotRunKafkaError, JARS_UNREACHABLE_EXIT_CODE, JarsUnreachableError, startKafka } =
  await import('@credit-ledger/kafka-local');
const { connectKafka } = await import('@credit-ledger/messaging-kafka');

const SPECS = [
  /\.kafka\.spec\.ts$/,
  /^services\/.*\.e2e\.spec\.ts$/,
  /^test\/usage-client\/usage-client\.e2e\.spec\.ts$/,
];
const DEMO = ['--photos', '2000'];
const log = (line) => console.error(`  ${line} …`);

const steps = new TierSteps('on Kafka');
const directory = await mkdtemp(join(tmpdir(), 'credit-ledger-kafka-'));
let kafka;
try {
  const broker = await findBroker();
  process.exitCode = broker.exitCode ?? (await runAll(broker));
} finally {
  await kafka?.stop();
  await rm(directory, { recursive: true, force: true });
}

/** Its URL, and why no other can be started beside it; or the exit code, when there is none. */
async function findBroker() {
  const given = process.env.MESSAGING_URL ?? '';
  const isGiven = /^kafka:\/\//i.test(given);
  if (isGiven && !(await answers(given))) return { exitCode: 1 };
  try {
    if (isGiven) {
      await assertKafkaCanStart(log);
      return { url: given };
    }
    kafka = await startKafka({ dir: join(directory, 'kafka'), disposable: true, log });
    return { url: kafka.url };
  } catch (error) {
    if (!(error instanceof CannotRunKafkaError)) throw error;
    if (isGiven) return { url: given, noOther: error.message };
    console.error(`Cannot start Kafka: ${error.message}`);
    return { exitCode: error instanceof JarsUnreachableError ? JARS_UNREACHABLE_EXIT_CODE : 1 };
  }
}

async function answers(url) {
  let messaging;
  try {
    messaging = connectKafka(url);
    await messaging.ensureTopics([]);
    return true;
  } catch (error) {
    console.error(`MESSAGING_URL: ${error.message}. Start it, or unset the variable to have one started.`);
    return false;
  } finally {
    await messaging?.close().catch(() => undefined);
  }
}

async function runAll({ url, noOther }) {
  const environment = { ...process.env };
  delete environment.MESSAGING_URL;
  const patterns = SPECS.map(patternOf);
  const left = noOther === undefined ? [] : ['/node_modules/', ...OWN_BROKER_SPECS.map((file) => `/${file}$`)];
  if (noOther !== undefined) console.error(notRun(noOther));
  await steps.run('specs', {
    args: [
      ...[...JEST, '--selectProjects', 'kafka', 'e2e', '--testPathPatterns', ...patterns],
      ...(left.length === 0 ? [] : ['--testPathIgnorePatterns', ...left]),
    ],
    env: { ...environment, TEST_MESSAGING_URL: url },
  });
  // Nothing runs in that directory, so that the demo starts an instance of its own, in a namespace of its own.
  await steps.run(`demo ${DEMO.join(' ')}`, {
    args: [join(PROJECT_DIR, 'deploy/demo/bin/demo.mjs'), ...DEMO],
    env: { ...environment, MESSAGING_URL: url, DATA_DIR: join(directory, 'nothing') },
  });
  if (noOther !== undefined) console.error(`\n${notRun(noOther)}`);
  return steps.exitCode;
}

/** jest matches whole paths, and this project may lie anywhere. */
function patternOf({ source }) {
  const root = PROJECT_DIR.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return source.startsWith('^') ? `^${root}${source.slice(1)}` : source;
}
