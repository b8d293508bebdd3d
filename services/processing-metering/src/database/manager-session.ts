import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, type RunInTransaction, type SqlSession } from '@credit-ledger/messaging';
import { sessionOfManager } from '@credit-ledger/nest-platform';
import type { DataSource, EntityManager } from 'typeorm';

/** One transaction, for entities through the manager and for the libraries' SQL through the session. */
export type ManagerSession = SqlSession & { readonly manager: EntityManager };

/** Injects `RunInTransaction<ManagerSession>`. */
export const MANAGER_TRANSACTIONS = Symbol('MANAGER_TRANSACTIONS');
/** Injects `RunInTransaction` on the service's `pg.Pool`, for the set-based paths. */
export const POOL_TRANSACTIONS = Symbol('POOL_TRANSACTIONS');

const ATTEMPTS_MAX = 5;

/**
 * Transactions of TypeORM. A deadlock or serialisation failure is the database's way of asking to try again, so the work
 * may run up to five times and must have no effect outside its session.
 */
export const managerTransactions =
  (dataSource: DataSource): RunInTransaction<ManagerSession> =>
  async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await dataSource.transaction((manager) => work({ ...sessionOfManager(manager), manager }));
      } catch (error) {
        if (attempt >= ATTEMPTS_MAX || !isAskedToRetry(error)) throw error;
        await sleep(backoffMs(attempt, { firstMs: 5, maxMs: 200 }));
      }
    }
  };

// deadlock_detected, serialization_failure
const isAskedToRetry = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
