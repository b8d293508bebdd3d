import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { backoffMs } from '../backoff.js';
import { sessionOf, type SqlSession } from './sql-session.js';
import { withConnection } from './with-connection.js';

/** Runs work in one transaction: of a pool (`transactionsOn`), or of whatever else the service keeps its rows with. */
export type RunInTransaction<Session extends SqlSession = SqlSession> = <T>(
  work: (session: Session) => Promise<T>,
) => Promise<T>;

export const transactionsOn =
  (pool: Pool): RunInTransaction =>
  (work) =>
    inTransaction(pool, work);

/**
 * Commits what `work` wrote, or nothing. A deadlock or serialisation failure is the database's way of asking to try
 * again, so `work` may run up to five times and must have no effect outside its session.
 */
export async function inTransaction<T>(pool: Pool, work: (session: SqlSession) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(pool, work);
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !isAskedToRetry(error)) throw error;
      await sleep(backoffMs(attempt, { firstMs: 5, maxMs: 200 }));
    }
  }
}

const ATTEMPTS_MAX = 5;

/**
 * For work that finds out, in its transaction, that something it went by has changed: nothing is committed, and the work runs
 * again, as after a serialisation failure of the database, whose code it bears.
 */
export class OutdatedReadError extends Error {
  readonly code = '40001';
}

// A process frozen in mid-transaction would hold its row locks for as long as it sleeps, and whoever takes over its
// partition would wait for them. The server ends such a transaction instead.
const BEGIN = `BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'`;

const attemptOnce = <T>(pool: Pool, work: (session: SqlSession) => Promise<T>): Promise<T> =>
  withConnection(pool, async (client) => {
    await client.query(BEGIN);
    try {
      const result = await work(sessionOf(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // It fails only with its connection, which does not go back to the pool then.
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  });

// deadlock_detected, serialization_failure
const isAskedToRetry = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
