import type { EventStore } from '@credit-ledger/event-sourcing';
import { silentLog } from '@credit-ledger/kernel';
import { provisionTestDatabase } from '@credit-ledger/nest-platform';
import { createTestDatabase, freshKurrentDbUrl } from '@credit-ledger/testing';
import { connectEventStore } from '../src/event-store-by-url.js';

export interface TestEventStore {
  readonly url: string;
  /** The superuser's, of the database it is in. */
  readonly adminUrl: string;
  readonly store: EventStore;
  close(): Promise<void>;
}

/** An event store in a database of its own, with nothing of the ledger. */
export async function createEventStore(): Promise<TestEventStore> {
  const database = await createTestDatabase();
  const { event_store: url } = await provisionTestDatabase(database.url);
  return testEventStore(url, database.url, () => database.drop());
}

/** Where a copy goes: the KurrentDB of this test run, or else another database. */
export async function createTargetStore(): Promise<TestEventStore> {
  const url = freshKurrentDbUrl();
  return url === undefined ? createEventStore() : testEventStore(url, '', () => Promise.resolve());
}

async function testEventStore(url: string, adminUrl: string, remove: () => Promise<void>): Promise<TestEventStore> {
  const store = await connectEventStore(url, silentLog);
  const close = async (): Promise<void> => {
    await store.close();
    await remove();
  };
  return { url, adminUrl, store, close };
}
