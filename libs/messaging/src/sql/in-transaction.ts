import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { backoffMs } from '../backoff.js';
import { sessionOf, type SqlSession } from './sql-session.js';

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

// A process frozen in mid-transaction would hold its row locks for as long as it sleeps, and whoever takes over its
// partition would wait for them. The server ends such a transaction instead.
const BEGIN = `BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'`;

async function attemptOnce<T>(pool: Pool, work: (session: SqlSession) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // The pool listens only while a client is idle; a connection that dies in our hands must not end the process.
  let lost: Error | undefined;
  const onError = (error: Error): void => void (lost = error);
  client.on('error', onError);
  try {
    await client.query(BEGIN);
    const result = await work(sessionOf(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (lost = failure));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(lost);
  }
}

// deadlock_detected, serialization_failure
const isAskedToRetry = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
