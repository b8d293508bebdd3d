import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureDatabase, provisionDatabase, type RoleUrls } from '@credit-ledger/provisioning';
import { initialiseCluster, startPostgres, superuserUrl, type PostgresServer } from '@credit-ledger/postgres-server';
import { logFileOf, type DataDirectory } from './data-directory.js';
import { InstanceError } from './instance-error.js';
import { commandLineOf, processIdentity } from './process-identity.js';
import type { Secrets } from './secrets.js';
import { postgresPort } from './service-catalog.js';
import { DATABASE } from './service-environment.js';

// For one machine that a developer works on at the same time. Durability is never traded: fsync and synchronous_commit
// keep their defaults.
const SETTINGS = {
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  // Every statement here is short; compiling one costs more than running it.
  jit: 'off',
  log_checkpoints: 'off',
  timezone: 'UTC',
};

/**
 * Starts the database of a data directory, creating it at the first time.
 * @throws InstanceError with what PostgreSQL says, and which way out there is.
 */
export async function startDatabase(
  directory: DataDirectory,
  secrets: Secrets,
  portBase: number,
): Promise<PostgresServer> {
  const { databaseDir } = directory;
  try {
    await initialiseCluster({ databaseDir, superuserPassword: secrets.superuser });
    await endOrphan(databaseDir);
    return await startPostgres({
      databaseDir,
      port: postgresPort(portBase),
      logFile: await logFileOf(directory, 'postgresql'),
      settings: SETTINGS,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InstanceError(`${reason}\n${wayOut(reason)}`, { cause });
  }
}

function wayOut(reason: string): string {
  if (reason.includes('incompatible with server')) {
    return 'The data were made by another version of PostgreSQL, which this one cannot read: start the release that made them, or choose a fresh DATA_DIR.';
  }
  if (/wrong ownership|invalid permissions|[Pp]ermission denied/.test(reason)) {
    return 'The data belong to another account: start as the account that made them, or choose a fresh DATA_DIR.';
  }
  return 'If it stays, choose a fresh DATA_DIR; nothing in this one was removed.';
}

/** Roles, schemas and what the libraries keep in theirs. */
export async function provision(secrets: Secrets, portBase: number): Promise<RoleUrls> {
  const server = superuserUrl(postgresPort(portBase), secrets.superuser);
  return provisionDatabase(await ensureDatabase(server, DATABASE), secrets.roles);
}

/**
 * A server that outlived its supervisor still owns the files. We hold the instance lock, so that nobody else wants it: it
 * is stopped. A pid file whose number belongs to somebody else by now would keep the server from starting, and goes too.
 */
async function endOrphan(databaseDir: string): Promise<void> {
  const pidFile = join(databaseDir, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return;
  if (processIdentity(pid) !== undefined && commandLineOf(pid).includes(databaseDir)) {
    process.kill(pid, 'SIGINT');
    for (let waitedMs = 0; processIdentity(pid) !== undefined && waitedMs < 30_000; waitedMs += 50) await delay(50);
  }
  await rm(pidFile, { force: true });
}
