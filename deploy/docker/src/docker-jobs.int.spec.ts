import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_TOPICS } from '@credit-ledger/messaging';
import { loadOrCreateTokenIssuer, roleUrls, rolesTo } from '@credit-ledger/provisioning';
import { createTestDatabase, type TestDatabase } from '@credit-ledger/testing';
import pg from 'pg';
import { createTopics } from './create-topics.js';
import { prepareDatabase } from './prepare-database.js';

// Roles belong to the whole server: another password than every spec uses would lock out the others.
const password = 'test';

let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'docker-jobs-'));
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const prepare = () =>
  prepareDatabase({
    DATABASE_ADMIN_URL: new URL('/postgres', database.url).href,
    DATABASE_NAME: new URL(database.url).pathname.slice(1),
    POSTGRES_PASSWORD: password,
    BILLING_DB_PASSWORD: password,
    LEDGER_DB_PASSWORD: password,
    EVENT_STORE_DB_PASSWORD: password,
    METERING_DB_PASSWORD: password,
    INVOICING_DB_PASSWORD: password,
    BROKER_DB_PASSWORD: password,
  });

describe('the jobs before the services', () => {
  it('prepare a database that every service can log in to, and again without harm', async () => {
    await prepare();
    await prepare();
    for (const [role, url] of Object.entries(
      roleUrls(
        database.url,
        rolesTo(() => password),
      ),
    )) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query('SELECT current_schema() AS schema');
      expect(rows).toEqual([{ schema: role }]);
      await client.end();
    }
  });

  it('create all topics, and again without harm', async () => {
    const { broker } = roleUrls(
      database.url,
      rolesTo(() => password),
    );
    expect(await createTopics(broker)).toEqual(ALL_TOPICS);
    expect(await createTopics(broker)).toEqual(ALL_TOPICS);
    const client = new pg.Client({ connectionString: broker });
    await client.connect();
    const { rows } = await client.query<{ topics: number }>('SELECT count(*)::int AS topics FROM topics');
    await client.end();
    expect(rows).toEqual([{ topics: ALL_TOPICS.length }]);
  });

  it('make a key once, which stays, readable by its owner alone', async () => {
    const files = { signingKeyFile: join(directory, 'signing.json'), publicKeysFile: join(directory, 'public.json') };
    await loadOrCreateTokenIssuer(files);
    const first = await readFile(files.signingKeyFile, 'utf8');
    await loadOrCreateTokenIssuer(files);
    expect(await readFile(files.signingKeyFile, 'utf8')).toBe(first);
    expect((await stat(files.signingKeyFile)).mode & 0o777).toBe(0o600);
    expect(await readFile(files.publicKeysFile, 'utf8')).not.toContain('"d"');
  });
});
