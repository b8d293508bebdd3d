import { invariant } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import type { EntityManager } from 'typeorm';

/**
 * The transaction of a TypeORM `EntityManager` as the session that outbox, offsets and idempotency keys take part in.
 * @throws InvariantViolation outside a transaction, where their effects would not be one with the manager's.
 */
export function sessionOfManager(manager: EntityManager): SqlSession {
  const runner = manager.queryRunner;
  invariant(runner?.isTransactionActive, 'a session needs the manager of a running transaction');
  return {
    // The structured form, because TypeORM's plain one wraps the rows of UPDATE … RETURNING into a pair.
    query: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
      const { records } = await runner.query(sql, [...parameters], true);
      return records as Row[];
    },
  };
}
