import { invariant } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';

/**
 * The transaction of a TypeORM `EntityManager` as the session that outbox, offsets and idempotency keys take part in.
 * @throws InvariantViolation outside a transaction, where their effects would not be one with the manager's.
 */
export function sessionOfManager(manager: EntityManager): SqlSession {
  const runner = manager.queryRunner;
  invariant(runner?.isTransactionActive, 'a session needs the manager of a running transaction');
  return {
    // On the connection itself: TypeORM sends every text to be parsed and planned anew, which costs more than running most
    // of these statements. The transaction is the connection's, so it is the same one.
    query: async <Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> => {
      const connection = (await runner.connect()) as PoolClient;
      return sessionOf(connection).query<Row>(sql, parameters);
    },
  };
}
