import { silentLog } from '@credit-ledger/kernel';
import { eventStoreContract } from '@credit-ledger/event-sourcing/contract';
import { openDatabaseProxy } from '@credit-ledger/testing';
import { createEventStoreDatabase } from '../test/event-store-database.js';
import { PostgresEventStore } from './index.js';

eventStoreContract('on PostgreSQL', async () => {
  const database = await createEventStoreDatabase();
  const proxy = await openDatabaseProxy(database.url);
  const store = new PostgresEventStore({ url: proxy.url, log: silentLog });
  const another = new PostgresEventStore({ url: database.url, log: silentLog });
  return {
    store,
    another,
    loseConnection: ({ moment, times = 1, meanwhile }) =>
      proxy.breakConnections({ statement: 'append', moment, times, meanwhile }),
    close: async () => {
      await Promise.all([store.close(), another.close()]);
      await proxy.close();
      await database.drop();
    },
  };
});
