import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { silentLog } from '@credit-ledger/kernel';
import { eventually, poolOn } from '@credit-ledger/testing';
import {
  connectTo,
  createEventStoreDatabase,
  eventOf,
  messageIdsOf,
  streamOf,
  type EventStoreDatabase,
} from '../test/event-store-database.js';
import { commitAppends } from './commit-appends.js';
import { PostgresEventStore } from './index.js';

let database: EventStoreDatabase;
beforeAll(async () => {
  database = await createEventStoreDatabase();
});
afterAll(() => database.drop());

/** How many transactions wrote those of our events. */
async function commitsOf(names: string): Promise<number> {
  const { rows } = await database.admin.query(
    "select count(distinct xmin::text)::int as commits from event_store.events where stream_id like $1 and type <> 'Theirs'",
    [streamOf(names)],
  );
  return rows[0].commits;
}

const appendsTo = (names: readonly string[], messageId: string) =>
  names.map((name) => ({ stream: streamOf(name), expectedVersion: 0, events: [eventOf(`${messageId} ${name}`)] }));

describe('a batch whose snapshot is older than what another process commits', () => {
  it.each([
    { times: 1, then: 'all together' },
    { times: 2, then: 'one by one' },
  ])('loses only those that are too late, $times of them, and commits the rest $then', async ({ times, then }) => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `${name} of ${times}`);
    const blockers = await Promise.all(names.slice(0, times).map((name) => appendAndWait(name)));
    const pool = poolOn(database.url, 1);
    const batch = commitAppends(pool, appendsTo(names, 'ours'));
    for (const { pid, client } of blockers) {
      await eventually(() => isBlocking(pid));
      await client.query('commit');
    }
    const outcomes = (await batch).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(names.map((_, index) => (index < times ? 'conflict' : 'appended')));
    const { rows } = await database.admin.query(POSITIONS);
    expect(rows[0].last).toBe(rows[0].events);
    expect(rows[0].head).toBe(rows[0].events);
    expect(await commitsOf(`% of ${times}`)).toBe(then === 'all together' ? 1 : names.length - times);
    await Promise.all([...blockers.map(({ client }) => client.end()), pool.end()]);
  });

  const POSITIONS = `
    select count(*)::int as events, max(position)::int as last, (select position::int from event_store.log_head) as head
      from event_store.events where position > 0`;

  let appended = 0;

  /** Leaves its transaction open. It does not touch the head, so that two can be open at once. */
  async function appendAndWait(name: string): Promise<{ client: pg.Client; pid: number }> {
    const client = await connectTo(database.url);
    await client.query('begin');
    const { rows } = await client.query(
      `insert into event_store.events values ($1, $2, 1, 'Theirs', 1, '{}', '{}', now()) returning pg_backend_pid() as pid`,
      [--appended, streamOf(name)],
    );
    return { client, pid: rows[0].pid };
  }

  async function isBlocking(pid: number): Promise<boolean> {
    const { rows } = await database.admin.query(
      'select count(*)::int as blocked from pg_stat_activity where $1 = any(pg_blocking_pids(pid))',
      [pid],
    );
    return rows[0].blocked > 0;
  }
});

describe('a group of appends', () => {
  it('shares one commit among the callers of a turn, and three among very many', async () => {
    const store = new PostgresEventStore({ url: database.url, log: silentLog });
    for (const [name, callers] of [
      ['shared', 60],
      ['split', 300],
    ] as const) {
      await Promise.all(appendsTo(many(name, callers), 'message').map((append) => store.appendMany([append])));
    }
    await store.close();
    expect([await commitsOf('shared%'), await commitsOf('split%')]).toEqual([1, 3]);
  });

  it('is one commit even when some of it conflicts', async () => {
    const pool = poolOn(database.url, 1);
    await commitAppends(pool, appendsTo(['mixed-1'], 'earlier'));
    const settled = await commitAppends(pool, appendsTo(many('mixed', 4), 'later'));
    expect(settled.map(({ outcome }) => outcome)).toEqual(['appended', 'conflict', 'appended', 'appended']);
    // The earlier one's, and one for the other three.
    expect(await commitsOf('mixed%')).toBe(2);
    await pool.end();
  });

  it('takes appends to one stream in the order of the calls, whatever is under way', async () => {
    const store = new PostgresEventStore({ url: database.url, log: silentLog });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, version) => store.append(streamOf('ordered'), version, [eventOf(`m-${version}`)])),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'appended'));
    await store.close();
  });

  it('is answered when the store is closed meanwhile', async () => {
    const store = new PostgresEventStore({ url: database.url, log: silentLog });
    const results = store.appendMany(appendsTo(many('closing', 50), 'message'));
    await store.close();
    expect((await results).map(({ outcome }) => outcome)).toEqual(Array.from({ length: 50 }, () => 'appended'));
  });
});

describe('a store whose connections are killed again and again', () => {
  it('keeps everything it said it had appended, once', async () => {
    const store = new PostgresEventStore({ url: database.url, log: silentLog, applicationName: 'victim' });
    // Several kill at a time, each over a connection of its own.
    const killers = poolOn(database.url, 4);
    const killSome = (): Promise<unknown> =>
      killers.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim' and random() < 0.5",
      );
    const names = many('killed', 20);
    await Promise.all(
      names.map(async (name, index) => {
        for (let version = 0; version < 25; version++) {
          const [result] = await Promise.all([
            store.append(streamOf(name), version, [eventOf(`${name} ${version}`)]),
            version === index ? killSome() : undefined,
          ]);
          expect(result).toEqual({ outcome: 'appended', version: version + 1 });
        }
      }),
    );
    const { rows } = await database.admin.query(
      "select 1 from event_store.events where stream_id like 'stream-killed%'",
    );
    expect(rows).toHaveLength(20 * 25);
    await killers.end();
    await store.close();
  });
});

describe('a subscription whose listening connection is killed', () => {
  it('goes on by polling and listens again', async () => {
    const [store, another] = [1, 2].map(() => new PostgresEventStore({ url: database.url, log: silentLog }));
    if (store === undefined || another === undefined) throw new Error('there are two stores');
    const end = new AbortController();
    const seen: string[] = [];
    const subscription = store.subscribe(
      await store.lastPosition(),
      { batchSize: 10, signal: end.signal },
      async (batch) => {
        seen.push(...messageIdsOf(batch));
      },
    );
    const listeners = async (): Promise<number[]> => {
      const { rows } = await database.admin.query(
        "select pid from pg_stat_activity where application_name = 'event-store-listener' and datname = current_database()",
      );
      return rows.map(({ pid }) => pid);
    };
    const [first] = await eventually(async () => (await listeners()).length === 1 && (await listeners()));
    await database.admin.query('select pg_terminate_backend($1)', [first]);
    await another.append(streamOf('unheard'), 0, [eventOf('unheard')]);
    await eventually(() => expect(seen).toEqual(['unheard']));
    await eventually(async () => (await listeners()).some((pid) => pid !== first));
    end.abort();
    await subscription;
    await Promise.all([store.close(), another.close()]);
  });
});

const many = (name: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${name}-${index}`);
