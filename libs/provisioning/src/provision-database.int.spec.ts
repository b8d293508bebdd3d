import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@credit-ledger/testing';
import pg from 'pg';
import { DATABASE_ROLES, OWNER_ROLE, provisionDatabase, rolesTo, type DatabaseRole, type RoleUrls } from './index.js';

const passwords = rolesTo(() => 'test');

let database: TestDatabase;
let urls: RoleUrls;

beforeAll(async () => {
  database = await createTestDatabase();
  urls = await provisionDatabase(database.url, passwords);
  for (const role of DATABASE_ROLES) {
    if (role !== 'event_store' && role !== 'broker') await as(role, 'CREATE TABLE mine (id int)');
  }
});
afterAll(() => database.drop());

async function as(role: DatabaseRole | 'admin', sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: role === 'admin' ? database.url : urls[role] });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const SERVICES = ['billing', 'ledger', 'metering', 'invoicing'] as const;

describe('a role', () => {
  it.each(DATABASE_ROLES)('%s finds its own schema without naming it', async (role) => {
    expect(await as(role, 'SELECT current_schema() AS schema')).toEqual([{ schema: role }]);
  });

  it.each(
    SERVICES.flatMap((role) => DATABASE_ROLES.filter((other) => other !== role).map((other) => [role, other] as const)),
  )('%s sees nothing of %s', async (role, other) => {
    await expect(as(role, `SELECT * FROM ${other}.mine`)).rejects.toThrow(`permission denied for schema ${other}`);
  });

  it.each(DATABASE_ROLES)('%s cannot put anything into the public schema', async (role) => {
    await expect(as(role, 'CREATE TABLE public.stray (id int)')).rejects.toThrow('permission denied');
  });
});

describe('stored events', () => {
  const someEvent = `INSERT INTO event_store.events
    (position, stream_id, stream_version, type, schema_version, data, metadata, recorded_at)
    VALUES (1, 's', 1, 'Happened', 1, '{}', '{}', now())`;

  it('are added and read by their role, which can change nothing', async () => {
    await as('event_store', someEvent);
    expect(await as('event_store', 'SELECT stream_id FROM event_store.events')).toEqual([{ stream_id: 's' }]);
    for (const change of [
      'UPDATE event_store.events SET type = $$x$$',
      'DELETE FROM event_store.events',
      'TRUNCATE event_store.events',
    ]) {
      await expect(as('event_store', change)).rejects.toThrow('permission denied');
    }
  });

  it('cannot be changed by the superuser either, as long as the trigger stands', async () => {
    await expect(as('admin', 'DELETE FROM event_store.events')).rejects.toThrow('append-only');
  });

  it('belong to a role that nobody logs in as, so that no login can drop the trigger', async () => {
    const owners = await as(
      'admin',
      `SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN ('event_store', 'broker')`,
    );
    expect(owners).toEqual([{ tableowner: OWNER_ROLE }]);
    const logins = await as('admin', `SELECT rolcanlogin FROM pg_roles WHERE rolname = '${OWNER_ROLE}'`);
    expect(logins).toEqual([{ rolcanlogin: false }]);
    await expect(as('event_store', 'DROP TRIGGER events_are_append_only ON event_store.events')).rejects.toThrow(
      'must be owner',
    );
  });
});

describe('provisioning', () => {
  it('is repeated without harm, and changes passwords', async () => {
    const again = await provisionDatabase(database.url, passwords);
    expect(again).toEqual(urls);
    expect(await as('event_store', 'SELECT count(*)::int AS events FROM event_store.events')).toEqual([{ events: 1 }]);
  });
});
