import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { eventually } from '@credit-ledger/testing';
import { outboxMessage } from '../../test/hold-messages.js';
import { createServiceDatabase, emptyTables, type ServiceDatabase } from '../../test/service-database.js';
import { inTransaction } from '../sql/in-transaction.js';
import { sessionOf } from '../sql/sql-session.js';
import { Outbox } from './outbox.js';

describe('the outbox', () => {
  let database: ServiceDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createServiceDatabase();
    pool = database.pool;
  });
  beforeEach(() => emptyTables(pool));
  afterAll(() => database.close());

  const waiting = async (): Promise<readonly string[]> => {
    const { rows } = await pool.query<{ place: string }>(
      `SELECT organisation_id || ':' || sequence AS place FROM outbox ORDER BY organisation_id, source, sequence`,
    );
    return rows.map(({ place }) => place);
  };

  it('numbers the messages of each organisation from 1, in the order given', async () => {
    const outbox = new Outbox('metering#1');
    const given = await inTransaction(pool, (session) =>
      outbox.append(
        session,
        ['b', 'a', 'b', 'c', 'b'].map((organisation) => outboxMessage(organisation)),
      ),
    );
    expect(given.map(({ organisationId, sequence }) => `${organisationId}:${sequence}`)).toEqual([
      'b:1',
      'a:1',
      'b:2',
      'c:1',
      'b:3',
    ]);
    const more = await inTransaction(pool, (session) =>
      outbox.append(session, [outboxMessage('b'), outboxMessage('a')]),
    );
    expect(more.map(({ sequence }) => sequence)).toEqual([4n, 2n]);
    expect(await waiting()).toEqual(['a:1', 'a:2', 'b:1', 'b:2', 'b:3', 'b:4', 'c:1']);
  });

  it('gives back the sequence of a transaction that rolled back', async () => {
    const outbox = new Outbox('metering#1');
    const failing = inTransaction(pool, async (session) => {
      await outbox.append(session, [outboxMessage('a')]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const given = await outbox.append(sessionOf(pool), [outboxMessage('a')]);
    expect(given.map(({ sequence }) => sequence)).toEqual([1n]);
  });

  it('starts over with a new epoch of the source', async () => {
    await new Outbox('metering#1').append(sessionOf(pool), [outboxMessage('a')]);
    const given = await new Outbox('metering#2').append(sessionOf(pool), [outboxMessage('a')]);
    expect(given.map(({ sequence }) => sequence)).toEqual([1n]);
  });

  it('makes the second transaction of an organisation wait, so that sequences are in commit order', async () => {
    const outbox = new Outbox('metering#1');
    const order: string[] = [];
    let commitFirst = (): void => undefined;
    const gate = new Promise<void>((resolve) => (commitFirst = resolve));
    const first = inTransaction(pool, async (session) => {
      await outbox.append(session, [outboxMessage('a', 'first')]);
      await gate;
    }).then(() => order.push('first'));
    await eventually(async () => (await locksHeld(pool)) > 0);
    const second = inTransaction(pool, (session) => outbox.append(session, [outboxMessage('a', 'second')])).then(() =>
      order.push('second'),
    );
    await eventually(async () => (await locksAwaited(pool)) > 0);
    commitFirst();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('locks organisations in one order, so that transactions with the same many organisations do not deadlock', async () => {
    const outbox = new Outbox('metering#1');
    const organisations = Array.from({ length: 200 }, (_, n) => `org-${n}`);
    const before = await deadlocks(pool);
    await Promise.all(
      Array.from({ length: 8 }, (_, round) => {
        const shuffled = [...organisations].sort(
          (a, b) => ((a + b + round).length % 2 === 0 ? 1 : -1) * (a < b ? 1 : -1),
        );
        if (round % 2 === 0) shuffled.reverse();
        return inTransaction(pool, (session) =>
          outbox.append(
            session,
            shuffled.map((id) => outboxMessage(id)),
          ),
        );
      }),
    );
    expect(await deadlocks(pool)).toBe(before);
    expect(await waiting()).toHaveLength(1_600);
  });

  it('appends 1,000 messages of 1,000 organisations with one statement', async () => {
    const outbox = new Outbox('metering#1');
    const messages = Array.from({ length: 1_000 }, (_, n) => outboxMessage(`org-${n}`));
    let statements = 0;
    const session = sessionOf(pool);
    await outbox.append({ query: (sql, parameters) => (statements++, session.query(sql, parameters)) }, messages);
    expect(statements).toBe(1);
    expect(await waiting()).toHaveLength(1_000);
  });

  it('refuses a second topic, because consumers keep one mark per source', async () => {
    const outbox = new Outbox('metering#1');
    await outbox.append(sessionOf(pool), [outboxMessage('a')]);
    const other = { ...outboxMessage('a'), topic: 'credits.other.v1' };
    await expect(outbox.append(sessionOf(pool), [other])).rejects.toThrow('needs a source of its own');
  });
});

const count = async (pool: Pool, sql: string): Promise<number> =>
  Number((await pool.query<{ count: string }>(sql)).rows[0]?.count);

const locksAwaited = (pool: Pool): Promise<number> =>
  count(pool, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);

const locksHeld = (pool: Pool): Promise<number> =>
  count(
    pool,
    `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`,
  );

const deadlocks = (pool: Pool): Promise<number> =>
  count(pool, `SELECT deadlocks AS count FROM pg_stat_database WHERE datname = current_database()`);
