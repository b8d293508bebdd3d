import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { provisionTestDatabase } from '@credit-ledger/nest-platform';
import { DATABASE_ROLES, OWNER_ROLE, type DatabaseRole } from '@credit-ledger/provisioning';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { RecordedRelease, RecordedSchema } from './recorded-release.js';

const LIBRARIES: readonly DatabaseRole[] = ['event_store', 'broker'];

/** As TypeORM makes it before the first migration; no migration does. */
const MIGRATIONS_TABLE =
  'create table migrations (id serial primary key, "timestamp" bigint not null, name varchar not null)';

/** Makes an empty database what the recorded release left behind, down to its tables, and nothing of today's. */
export async function restoreRelease(url: string, release: RecordedRelease): Promise<void> {
  // For the roles and their schemas; what today's libraries put into theirs goes again.
  await provisionTestDatabase(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const schema of DATABASE_ROLES) {
      await createSchema(client, schema, release.schemas[schema]);
      await fillSchema(client, schema, release.schemas[schema]);
    }
  } finally {
    await client.end();
  }
}

async function createSchema(client: pg.Client, schema: DatabaseRole, recorded: RecordedSchema): Promise<void> {
  const ofLibrary = LIBRARIES.includes(schema);
  if (ofLibrary) await client.query(`drop schema ${schema} cascade`);
  await client.query(`set role ${ofLibrary ? OWNER_ROLE : schema}`);
  if (!ofLibrary) await client.query(`set search_path = ${schema}; ${MIGRATIONS_TABLE}`);
  for (const { sql, parameters } of recorded.statements) {
    await client.query(sql, parameters.length > 0 ? [...parameters] : undefined);
  }
  for (const { partition } of recorded.tables) if (partition !== null) await client.query(partition);
  await client.query('reset role; reset search_path');
}

async function fillSchema(client: pg.Client, schema: DatabaseRole, recorded: RecordedSchema): Promise<void> {
  // A replica takes rows as they are: foreign keys were checked where the rows come from.
  await client.query('set session_replication_role = replica');
  for (const { name, columns, rows } of recorded.tables) {
    const table = `${schema}.${name}`;
    // Migrations have put first rows into some.
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`);
    if (rowCount !== 0) await client.query(`delete from ${table}`);
    await pipeline(Readable.from([rows]), client.query(copyFrom(`copy ${table} (${columns}) from stdin`)));
  }
  for (const { name, lastValue } of recorded.sequences) {
    await client.query('select setval($1, $2)', [`${schema}.${name}`, lastValue]);
  }
  await client.query('reset session_replication_role');
}
