import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { silentLog } from '@credit-ledger/kernel';
import { provisionTestDatabase } from '@credit-ledger/nest-platform';
import { createTestDatabase } from '@credit-ledger/testing';

/** An event store in a database of its own, with nothing of the ledger. */
export async function createEventStore() {
  const database = await createTestDatabase();
  const { event_store: url } = await provisionTestDatabase(database.url);
  const store = new PostgresEventStore({ url, log: silentLog });
  return {
    url,
    adminUrl: database.url,
    store,
    async close(): Promise<void> {
      await store.close();
      await database.drop();
    },
  };
}

export type TestEventStore = Awaited<ReturnType<typeof createEventStore>>;
