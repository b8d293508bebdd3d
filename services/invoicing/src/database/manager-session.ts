import type { RunInTransaction, SqlSession } from '@credit-ledger/messaging';
import { sessionOfManager } from '@credit-ledger/nest-platform';
import type { DataSource, EntityManager } from 'typeorm';

/** A transaction in which the libraries write SQL and the service's own code uses TypeORM. */
export type ManagerSession = SqlSession & { readonly manager: EntityManager };

/** Runs the inbox's transactions on TypeORM, so that marks, offset and entities commit together. */
export const transactionsOfManager =
  (dataSource: DataSource): RunInTransaction<ManagerSession> =>
  (work) =>
    dataSource.transaction((manager) => work({ ...sessionOfManager(manager), manager }));
