import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit-ledger/testing';
import type { Pool } from 'pg';
import { batchOf } from '../../test/hold-messages.js';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { FencedError } from '../ports/messaging-errors.js';
import type { Assignment, RecordBatch } from '../ports/messaging.js';
import { inTransaction } from '../sql/in-transaction.js';
import { sessionOf } from '../sql/sql-session.js';
import { ConsumerOffsets } from './consumer-offsets.js';

describe('consumer offsets', () => {
  let database: ServiceDatabase;
  let pool: Pool;
  let offsets: ConsumerOffsets;

  beforeAll(async () => {
    database = await createServiceDatabase();
    pool = database.pool;
    offsets = new ConsumerOffsets(pool);
  });
  beforeEach(() => emptyTables(pool));
  afterAll(() => database.close());

  const owner = (generation: bigint): Assignment => batchOf('billing', 0n, [], generation).assignment;
  const batch = (fromOffset: bigint, nextOffset: bigint, generation: bigint): RecordBatch => ({
    assignment: owner(generation),
    fromOffset,
    nextOffset,
    records: [],
  });

  it('begins at 0 and goes on where it was moved to', async () => {
    expect(await offsets.claim(owner(1n))).toBe(0n);
    await offsets.advance(sessionOf(pool), batch(0n, 7n, 1n));
    expect(await offsets.claim(owner(1n))).toBe(7n);
    expect(await offsets.claim(owner(3n))).toBe(7n);
  });

  it('refuses to move from where the group does not stand', async () => {
    await offsets.claim(owner(1n));
    await offsets.advance(sessionOf(pool), batch(0n, 7n, 1n));
    await expect(offsets.advance(sessionOf(pool), batch(0n, 7n, 1n))).rejects.toThrow(FencedError);
    await expect(offsets.advance(sessionOf(pool), batch(9n, 12n, 1n))).rejects.toThrow(FencedError);
  });

  it('refuses a former owner, and a claim of one', async () => {
    await offsets.claim(owner(1n));
    await offsets.claim(owner(2n));
    await expect(offsets.advance(sessionOf(pool), batch(0n, 7n, 1n))).rejects.toThrow(FencedError);
    await expect(offsets.claim(owner(1n))).rejects.toThrow(FencedError);
  });

  it('gives every new owner a generation above all before it, and the place where the group stands', async () => {
    const { generation: _, ...partition } = owner(0n);
    const [first, second] = await Promise.all([offsets.raiseGeneration(partition), offsets.raiseGeneration(partition)]);
    expect([first.generation, second.generation].sort()).toEqual([1n, 2n]);
    await offsets.claim(owner(2n));
    await offsets.advance(sessionOf(pool), batch(0n, 7n, 2n));
    expect(await offsets.raiseGeneration(partition)).toEqual(owner(3n));
    await expect(offsets.advance(sessionOf(pool), batch(7n, 9n, 2n))).rejects.toThrow(FencedError);
    expect(await offsets.claim(owner(3n))).toBe(7n);
  });

  it('moves several partitions together, or none of them', async () => {
    const partition = (number: number, fromOffset: bigint): RecordBatch => {
      const one = batch(fromOffset, fromOffset + 5n, 1n);
      return { ...one, assignment: { ...one.assignment, partition: number } };
    };
    for (const number of [0, 1]) await offsets.claim(partition(number, 0n).assignment);
    await offsets.advanceAll(sessionOf(pool), [partition(1, 0n), partition(0, 0n)]);
    const late = inTransaction(pool, (session) => offsets.advanceAll(session, [partition(0, 5n), partition(1, 0n)]));
    await expect(late).rejects.toThrow(/^billing no longer stands at 0 of credits\.metering\.v1\/1$/);
    expect(await offsets.claim(partition(0, 0n).assignment)).toBe(5n);
  });

  it('makes a new owner wait for a commit of the former one', async () => {
    await offsets.claim(owner(1n));
    let claimed: Promise<bigint> | undefined;
    await inTransaction(pool, async (session) => {
      await offsets.advance(session, batch(0n, 7n, 1n));
      claimed = offsets.claim(owner(2n));
      await eventually(() => isSomebodyWaiting(pool));
    });
    expect(await claimed).toBe(7n);
  });
});

async function isSomebodyWaiting(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rowCount !== 0;
}
