import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { silentLog } from '@credit-ledger/kernel';
import { createTestDatabase } from '@credit-ledger/testing';
import {
  connectTo,
  createEventStoreDatabase,
  eventOf,
  streamOf,
  type EventStoreDatabase,
} from '../test/event-store-database.js';
import { installEventStore, PostgresEventStore } from './index.js';

describe('an installed event store', () => {
  let database: EventStoreDatabase;
  let admin: pg.Client;

  beforeAll(async () => {
    database = await createEventStoreDatabase();
    ({ admin } = database);
    await createRole(database.url);
    await installEventStore(admin);
    const store = new PostgresEventStore({ url: database.url, log: silentLog });
    await store.append(streamOf(1), 0, [eventOf('message-1')]);
    await store.close();
  });
  afterAll(() => database.drop());

  const CHANGES = [
    'update event_store.events set type = type',
    'update event_store.events set type = type where false',
    'delete from event_store.events',
    'truncate event_store.events',
    'truncate event_store.log_head, event_store.events',
  ];
  it.each(CHANGES)('refuses its own owner: %s', async (sql) => {
    await expect(admin.query(sql)).rejects.toThrow('events are append-only');
  });

  it('refuses a session that plays a replica as well, for which ordinary triggers do not fire', async () => {
    await admin.query('set session_replication_role = replica');
    await expect(admin.query('delete from event_store.events')).rejects.toThrow('events are append-only');
    await admin.query('set session_replication_role = origin');
  });

  it('lets the role that appends read and append', async () => {
    const url = new URL(database.url);
    url.searchParams.set('options', '-c role=event_store');
    const store = new PostgresEventStore({ url: url.href, log: silentLog });
    expect(await store.append(streamOf(1), 1, [eventOf('message-2')])).toEqual({ outcome: 'appended', version: 2 });
    expect(await store.readAll('' as never, 10)).toHaveLength(2);
    await store.close();
  });

  const FORBIDDEN = [
    'update event_store.events set type = type',
    'delete from event_store.events',
    'truncate event_store.events',
    'delete from event_store.log_head',
    'insert into event_store.log_head (position) values (1)',
    'drop trigger events_are_append_only on event_store.events',
    'alter table event_store.events disable trigger all',
    'create table event_store.more ()',
  ];
  it.each(FORBIDDEN)('does not let it do more: %s', async (sql) => {
    await admin.query('set role event_store');
    await expect(admin.query(sql)).rejects.toMatchObject({ code: '42501' });
    await admin.query('reset role');
  });

  it('keeps its identity when it is installed again, and gets one where an earlier release installed it', async () => {
    const store = new PostgresEventStore({ url: database.url, log: silentLog });
    const identity = await store.identity();
    await installEventStore(admin);
    expect(await store.identity()).toBe(identity);
    await admin.query('drop table event_store.identity');
    await expect(store.identity()).rejects.toThrow('installed by an earlier release: provision it again');
    await installEventStore(admin);
    expect(await store.identity()).not.toBe(identity);
    await store.close();
  });

  it('is left as it is when it is installed again', async () => {
    await installEventStore(admin);
    const { rows } = await admin.query('select count(*)::int as events from event_store.events');
    expect(rows).toEqual([{ events: 2 }]);
    const head = await admin.query('select position::int from event_store.log_head');
    expect(head.rows).toEqual([{ position: 2 }]);
  });
});

it('is installed once by several that begin at the same time', async () => {
  const database = await createTestDatabase();
  const clients = await Promise.all(Array.from({ length: 4 }, () => connectTo(database.url)));
  await Promise.all(clients.map((client) => installEventStore(client)));
  await Promise.all(clients.map((client) => client.end()));
  await database.drop();
});

/** Roles belong to the server, which other spec files share: provisioning takes the same lock to create it. */
async function createRole(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  url.pathname = '/postgres';
  const client = await connectTo(url.href);
  await client.query("select pg_advisory_lock(hashtextextended('credit-ledger roles', 0))");
  const { rowCount } = await client.query("select from pg_roles where rolname = 'event_store'");
  if (rowCount === 0) await client.query('create role event_store nologin');
  await client.end();
}
