import { DataSource } from 'typeorm';
import type { EventStore } from '@credit-ledger/event-sourcing';
import { PostgresSnapshotStore } from '@credit-ledger/event-store-postgres';
import { silentLog, systemClock, type OrganisationId } from '@credit-ledger/kernel';
import { provisionTestDatabase } from '@credit-ledger/nest-platform';
import { createTestDatabase, freshKurrentDbUrl, poolOn } from '@credit-ledger/testing';
import { AccountRepository } from '../src/credit-account/account-repository.js';
import { accountStream } from '../src/credit-account/account-stream.js';
import type { CreditAccountCommand } from '../src/credit-account/domain/credit-account.commands.js';
import { connectEventStore } from '../src/event-store-by-url.js';
import { LEDGER_MIGRATIONS } from '../src/migrations/ledger-migrations.js';
import { upgradeViews } from '../src/rebuild/upgrade-views.js';
import { AccountViewsReader } from '../src/projections/account-views.reader.js';

/** The ledger's schema and an event store in a database of their own, without HTTP and messages. */
export async function createLedgerDatabase() {
  const database = await createTestDatabase();
  const provisioned = await provisionTestDatabase(database.url);
  const urls = { ...provisioned, event_store: freshKurrentDbUrl() ?? provisioned.event_store };
  const migrations = new DataSource({ type: 'postgres', url: urls.ledger, migrations: LEDGER_MIGRATIONS });
  await migrations.initialize();
  await migrations.runMigrations();
  const pool = poolOn(urls.ledger, 6);
  const newAccounts = (store: EventStore) =>
    new AccountRepository({ store, snapshots: new PostgresSnapshotStore(pool), clock: systemClock, log: silentLog });
  const store = await connectEventStore(urls.event_store, silentLog);
  await upgradeViews(pool, store, silentLog);
  const accounts = newAccounts(store);
  const reader = new AccountViewsReader(pool);
  return {
    urls,
    adminUrl: database.url,
    pool,
    store,
    accounts,
    newAccounts,
    reader,
    migrations,
    execute: (organisationId: string, command: CreditAccountCommand) =>
      accounts.execute(accountStream(organisationId as OrganisationId), command),
    /** Brings the live views up to the last event. */
    async project(batchSize = 100): Promise<void> {
      for (let checkpoint = await reader.loadCheckpoint(); ;) {
        const batch = await store.readAll(checkpoint.position, batchSize);
        if (batch.length === 0) return;
        checkpoint = await reader.apply(checkpoint, batch);
      }
    },
    async close(): Promise<void> {
      await store.close();
      await pool.end();
      await migrations.destroy();
      await database.drop();
    },
  };
}

export type LedgerDatabase = Awaited<ReturnType<typeof createLedgerDatabase>>;
