import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { instantOf } from '@credit-ledger/kernel';
import type { Snapshot } from '@credit-ledger/event-sourcing';
import { createTestDatabase, type TestDatabase } from '@credit-ledger/testing';
import { poolOn, streamOf } from '../test/event-store-database.js';
import { PostgresSnapshotStore, snapshotTablesSql } from './index.js';

const snapshotAt = (version: number, stateVersion = 1): Snapshot => ({
  version,
  stateVersion,
  state: `{ "lots": [],\t"at": "${version}" }`,
  lastHash: `hash ${version}`,
  lastRecordedAt: instantOf(version),
});

describe('snapshots in PostgreSQL', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let snapshots: PostgresSnapshotStore;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = poolOn(database.url);
    await pool.query(snapshotTablesSql);
    snapshots = new PostgresSnapshotStore(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('come back as they were saved', async () => {
    await snapshots.save(streamOf('saved'), snapshotAt(7));
    expect(await snapshots.load(streamOf('saved'), 1)).toEqual(snapshotAt(7));
    expect(await snapshots.load(streamOf('other'), 1)).toBeUndefined();
  });

  it('are replaced by later ones, never by earlier ones', async () => {
    const stream = streamOf('moving');
    await snapshots.save(stream, snapshotAt(10));
    await snapshots.save(stream, snapshotAt(20));
    await snapshots.save(stream, snapshotAt(15));
    expect(await snapshots.load(stream, 1)).toEqual(snapshotAt(20));
  });

  it('are kept apart by the version of the state, so that two releases can run side by side', async () => {
    const stream = streamOf('versions');
    await snapshots.save(stream, snapshotAt(10, 1));
    await snapshots.save(stream, snapshotAt(5, 2));
    expect(await snapshots.load(stream, 1)).toEqual(snapshotAt(10, 1));
    expect(await snapshots.load(stream, 2)).toEqual(snapshotAt(5, 2));
  });
});
