import { snapshotStoreContract } from '@credit-ledger/event-sourcing/contract';
import { createTestDatabase, poolOn } from '@credit-ledger/testing';

import { PostgresSnapshotStore, snapshotTablesSql } from './index.js';

snapshotStoreContract('on PostgreSQL', async () => {
  const database = await createTestDatabase();
  const pool = poolOn(database.url);
  await pool.query(snapshotTablesSql);
  return {
    snapshots: new PostgresSnapshotStore(pool),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
});
