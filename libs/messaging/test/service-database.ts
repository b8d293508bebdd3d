import { createTestDatabase, poolOn } from '@credit-ledger/testing';
import type pg from 'pg';
import { messagingTablesSql } from '../src/index.js';

export type ServiceDatabase = { readonly pool: pg.Pool; close(): Promise<void> };

/** A service's own database, with the messaging tables and a table `effects` for what handlers do. */
export async function createServiceDatabase(): Promise<ServiceDatabase> {
  const database = await createTestDatabase();
  const pool = poolOn(database.url, 10);
  await pool.query(messagingTablesSql);
  await pool.query(
    "CREATE TABLE effects (id bigint GENERATED ALWAYS AS IDENTITY, text text NOT NULL CHECK (text <> 'forbidden'))",
  );
  return {
    pool,
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

export async function emptyTables(pool: pg.Pool): Promise<void> {
  await pool.query(
    `TRUNCATE outbox, source_sequences, relay_lease, consumer_offsets, source_marks, dead_letters, effects`,
  );
}

export async function effectsIn(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>('SELECT text FROM effects ORDER BY id');
  return rows.map(({ text }) => text);
}
