import pg from 'pg';
import type { Log } from '@credit-ledger/kernel';

/** Injects the connections that snapshots are loaded and saved on. */
export const SNAPSHOT_POOL = Symbol('SNAPSHOT_POOL');

// A snapshot is one short statement.
const CONNECTIONS_MAX = 4;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Connections for snapshots alone. A request keeps its idempotency key's transaction open while the account is loaded: on
 * the same pool as many requests as there are connections would each wait for one more, and none would go on.
 */
export function createSnapshotPool(url: string, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'ledger snapshots',
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it ends the process.
  pool.on('error', (error) => log.warn({ err: error }, 'lost an idle connection for snapshots'));
  return pool;
}
