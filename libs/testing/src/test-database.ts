import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { testServerUrl } from './test-environment.config.js';

export interface TestDatabase {
  /** Connects as the superuser. */
  readonly url: string;
  readonly name: string;
  /** Disconnects whoever is left and removes the database. Call it in `afterAll`, after closing pools. */
  drop(): Promise<void>;
}

/** A new empty database on the PostgreSQL of this test run, for one spec file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = testServerUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    name,
    drop: () => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
