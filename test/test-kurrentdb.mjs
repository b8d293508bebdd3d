/**
 * Runs on the KurrentDB in EVENT_STORE_URL what shows that the ledger keeps its events there: the contract of event stores,
 * rebuilds and projections, the audit, and the ledger from end to end. Each spec takes a namespace of its own there.
 */
import { spawn } from 'node:child_process';

const SPECS = {
  int: [
    'libs/event-store-kurrentdb/src/kurrent-event-store.int.spec.ts',
    'services/ledger/src/rebuild/',
    'services/ledger/src/audit/verify.ops.int.spec.ts',
    'services/ledger/src/projections/account-views.int.spec.ts',
    'services/ledger/src/projections/months-of-runs.int.spec.ts',
    'services/ledger/src/projections/odd-events.int.spec.ts',
    'services/ledger/src/projections/reader-control.int.spec.ts',
    'services/ledger/src/integration/outbound/',
    'services/ledger/src/transaction/',
    'services/ledger/src/usage-breakdown/',
  ],
  e2e: ['services/ledger/test/'],
};

const HOW = `npm run test:kurrentdb needs a KurrentDB, 26 or later, in EVENT_STORE_URL: one node without TLS, because the
contract breaks connections in the middle of an append. For one with Docker:

  docker run --rm -d --name kurrentdb -p 127.0.0.1:2113:2113 docker.kurrent.io/kurrent-lts/kurrentdb:26.0.3 --insecure --mem-db
  EVENT_STORE_URL='kurrentdb://127.0.0.1:2113?tls=false' npm run test:kurrentdb

The specs write to namespaces of their own (test-…) and remove nothing.
`;

const url = process.env.EVENT_STORE_URL ?? '';
if (!/^(kurrentdb|esdb):\/\/[^\s,]+[?&]tls=false(&|$)/i.test(url) || /[?&]namespace=/.test(url)) {
  process.stderr.write(
    url === ''
      ? HOW
      : `EVENT_STORE_URL is none of a single KurrentDB without TLS (tls=false), or has a namespace already.\n\n${HOW}`,
  );
  process.exit(2);
}

const { NODE_OPTIONS = '', ...rest } = process.env;
const env = {
  ...rest,
  NODE_OPTIONS: `${NODE_OPTIONS} --experimental-vm-modules`.trim(),
  TEST_EVENT_STORE_URL: url,
};
// Whoever runs the ledger's specs gives them their own.
delete env.EVENT_STORE_URL;

for (const [tier, specs] of Object.entries(SPECS)) {
  const args = ['node_modules/jest/bin/jest.js', '--selectProjects', tier, '--', ...specs];
  const code = await new Promise((resolve, reject) => {
    const jest = spawn(process.execPath, args, { env, stdio: 'inherit' });
    jest.once('error', reject);
    jest.once('exit', (exitCode, signal) => resolve(signal === null ? exitCode : 1));
  });
  if (code !== 0) process.exit(code ?? 1);
}
