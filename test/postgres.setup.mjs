import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One PostgreSQL for a whole run of the specs: in a temporary directory, on a random port, gone afterwards (also when the
 * run is killed). Specs find it in TEST_DATABASE_URL and make databases of their own on it.
 */
export default async function startTestPostgres() {
  const [{ initialiseCluster, startPostgres, superuserUrl }, { freePort }] = await packages();
  const directory = await mkdtemp(join(tmpdir(), 'credit-ledger-test-'));
  // PostgreSQL runs as another account when we are root, and has to pass through.
  await chmod(directory, 0o711);
  const databaseDir = join(directory, 'cluster');
  const password = randomBytes(16).toString('hex');
  await initialiseCluster({ databaseDir, superuserPassword: password, disposable: true });
  const port = await freePort();
  const server = await startPostgres({
    databaseDir,
    port,
    logFile: join(directory, 'postgresql.log'),
    disposableDir: directory,
    settings: {
      // Nobody restarts this cluster after a crash; specs about crashes start a durable server of their own.
      fsync: 'off',
      full_page_writes: 'off',
      max_connections: '300',
      shared_buffers: '128MB',
    },
  });
  process.env.TEST_DATABASE_URL = superuserUrl(port, password);
  globalThis.testPostgres = { server, directory };
}

/** jest starts this file without its transform, hence from the build; the first run on a fresh clone makes it. */
async function packages() {
  const load = () => Promise.all([import('@credit-ledger/postgres-server'), import('@credit-ledger/testing')]);
  try {
    return await load();
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    execFileSync('npx', ['tsc', '-b', 'libs/postgres-server', 'libs/testing'], { stdio: 'inherit' });
    return load();
  }
}
