import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KURRENTDB_SPECS } from './kurrentdb-specs.mjs';
import { JEST, PROJECT_DIR, TierSteps } from './tier-steps.mjs';

/**
 * Runs on the KurrentDB in EVENT_STORE_URL what shows that the ledger keeps its events there: the contract of event stores,
 * rebuilds and projections, the move from another store, the audit, the ledger from end to end, and the demo. Each spec takes a
 * namespace of its own there, and so does the demo.
 */
const HOW = `npm run test:kurrentdb needs a KurrentDB, 26 or later, in EVENT_STORE_URL: one node without TLS, because the
contract breaks connections in the middle of an append. For one with Docker:

  docker run --rm -d --name kurrentdb -p 127.0.0.1:2113:2113 docker.kurrent.io/kurrent-lts/kurrentdb:26.0.3 --insecure --mem-db
  EVENT_STORE_URL='kurrentdb://127.0.0.1:2113?tls=false' npm run test:kurrentdb

With MESSAGING_URL=kafka://host:port the demo sends its messages through that Kafka.
The specs write to namespaces of their own (test-…), the demo to another (fresh-…), and nothing is removed.
`;
const DEMO = ['--photos', '2000'];

const { NODE_OPTIONS, EVENT_STORE_URL: url = '', MESSAGING_URL: messagingUrl, ...rest } = process.env;
if (!/^(kurrentdb|esdb):\/\/[^\s,]+[?&]tls=false(&|$)/i.test(url) || /[?&]namespace=/.test(url)) {
  process.stderr.write(
    url === ''
      ? HOW
      : `EVENT_STORE_URL is none of a single KurrentDB without TLS (tls=false), or has a namespace already.\n\n${HOW}`,
  );
  process.exit(2);
}

const env = NODE_OPTIONS === undefined ? rest : { ...rest, NODE_OPTIONS };
const steps = new TierSteps('on KurrentDB');
for (const [tier, specs] of Object.entries(KURRENTDB_SPECS)) {
  const args = [...JEST, '--selectProjects', tier, '--', ...specs];
  // Whoever runs the ledger's specs gives them their own EVENT_STORE_URL.
  await steps.run(`${tier} specs`, { args, env: { ...env, TEST_EVENT_STORE_URL: url } });
}

const directory = await mkdtemp(join(tmpdir(), 'credit-ledger-kurrentdb-'));
const log = messagingUrl ? { MESSAGING_URL: messagingUrl } : {};
await steps.run(`demo ${DEMO.join(' ')}, with ${messagingUrl ? 'the log in MESSAGING_URL' : 'the embedded log'}`, {
  args: [join(PROJECT_DIR, 'deploy/demo/bin/demo.mjs'), ...DEMO],
  // Nothing runs in that directory, so that the demo starts an instance of its own, in a namespace of its own.
  env: { ...env, ...log, EVENT_STORE_URL: url, DATA_DIR: join(directory, 'nothing') },
});
await rm(directory, { recursive: true, force: true });
process.exitCode = steps.exitCode;
