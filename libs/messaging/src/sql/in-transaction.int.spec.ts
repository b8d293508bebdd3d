import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createServiceDatabase, effectsIn, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { inTransaction } from './in-transaction.js';
import type { SqlSession } from './sql-session.js';

describe('a transaction', () => {
  let database: ServiceDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createServiceDatabase();
    pool = database.pool;
  });
  beforeEach(() => emptyTables(pool));
  afterAll(() => database.close());

  const write = (session: SqlSession, text: string): Promise<unknown> =>
    session.query('INSERT INTO effects (text) VALUES ($1)', [text]);

  it('commits what was written, or nothing', async () => {
    await inTransaction(pool, (session) => write(session, 'kept'));
    const failing = inTransaction(pool, async (session) => {
      await write(session, 'undone');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await effectsIn(pool)).toEqual(['kept']);
  });

  it('is tried again after a deadlock', async () => {
    await pool.query('CREATE TABLE places (id int PRIMARY KEY, visits int NOT NULL DEFAULT 0)');
    await pool.query('INSERT INTO places (id) VALUES (1), (2)');
    let attempts = 0;
    let arrived = 0;
    let bothArrived = (): void => undefined;
    const meeting = new Promise<void>((resolve) => (bothArrived = resolve));
    const visit = (first: number, second: number): Promise<void> =>
      inTransaction(pool, async (session) => {
        attempts++;
        await session.query('UPDATE places SET visits = visits + 1 WHERE id = $1', [first]);
        if (++arrived === 2) bothArrived();
        await meeting;
        await session.query('UPDATE places SET visits = visits + 1 WHERE id = $1', [second]);
      });
    await Promise.all([visit(1, 2), visit(2, 1)]);
    expect(attempts).toBe(3);
    const { rows } = await pool.query('SELECT visits FROM places ORDER BY id');
    expect(rows).toEqual([{ visits: 2 }, { visits: 2 }]);
  });

  it('survives the loss of its connection, and leaves a working pool', async () => {
    const broken = inTransaction(pool, async (session) => {
      await write(session, 'lost');
      const [self] = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid', []);
      await pool.query('SELECT pg_terminate_backend($1)', [self?.pid]);
      await write(session, 'never');
    });
    await expect(broken).rejects.toThrow();
    await inTransaction(pool, (session) => write(session, 'after'));
    expect(await effectsIn(pool)).toEqual(['after']);
  });

  it('is ended by the server when its process freezes, so that its locks do not outlive its lease', async () => {
    const [setting] = await inTransaction(pool, (session) =>
      session.query<{ value: string }>(`SELECT current_setting('idle_in_transaction_session_timeout') AS value`, []),
    );
    expect(setting).toEqual({ value: '10s' });
  });
});
