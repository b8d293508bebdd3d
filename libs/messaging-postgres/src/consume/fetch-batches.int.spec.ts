import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sessionOf } from '@credit-ledger/messaging';
import { createTestDatabase, type TestDatabase, poolOn } from '@credit-ledger/testing';
import pg from 'pg';
import { connectEmbeddedLog, installEmbeddedLog } from '../index.js';
import { FETCH, fetchBatches } from './fetch-batches.js';

const TOPIC = 'credits.metering.v1';
const PUBLICATIONS = 200;
const RECORD = { topic: TOPIC, key: 'acme', headers: {}, value: Buffer.from('payload') };

describe('fetching from a long log', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    const pool = poolOn(database.url, 1);
    await installEmbeddedLog(sessionOf(pool));
    await pool.end();
    client = new pg.Client({ connectionString: database.url, options: '-c enable_seqscan=off' });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('reads what lies after the position and nothing before it, also by a plan that was made when the log was empty', async () => {
    await client.query('SET plan_cache_mode = force_generic_plan');
    await client.query(`PREPARE fetch_batches(text[], int[], bigint[], int, int) AS ${FETCH}`);
    const fetchFrom = (offset: number) => `EXECUTE fetch_batches('{${TOPIC}}', '{0}', '{${offset}}', 1000, 2000)`;
    await client.query(fetchFrom(0));

    const messaging = connectEmbeddedLog(database.url);
    await messaging.ensureTopics([TOPIC], 1);
    for (let index = 0; index < PUBLICATIONS; index++) {
      await messaging.publisher.publish([RECORD]);
    }
    await messaging.close();

    expect((await client.query(fetchFrom(PUBLICATIONS - 3))).rowCount).toBe(3);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) ${fetchFrom(PUBLICATIONS - 3)}`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Cond: .*last_offset >= /);
    expect(plan).not.toMatch(/Rows Removed/);
  });

  it('reads batches whole, and divides only one that is larger than what was asked for', async () => {
    const pool = poolOn(database.url, 1);
    const session = sessionOf(pool);
    const messaging = connectEmbeddedLog(database.url);
    const topic = 'credits.usage.v1';
    await messaging.ensureTopics([topic], 1);
    for (let index = 0; index < 3; index++) {
      await messaging.publisher.publish(Array.from({ length: 6 }, () => ({ ...RECORD, topic })));
    }
    await messaging.close();
    const offsetsFrom = async (nextOffset: bigint, recordsMax: number) => {
      const [fetched] = await fetchBatches(session, [{ topic, partition: 0, nextOffset }], recordsMax);
      return fetched?.records.map(({ offset }) => Number(offset));
    };

    expect(await offsetsFrom(0n, 12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(await offsetsFrom(0n, 11)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await offsetsFrom(4n, 9)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    expect(await offsetsFrom(4n, 7)).toEqual([4, 5]);
    expect(await offsetsFrom(0n, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(await offsetsFrom(5n, 5)).toEqual([5]);
    expect(await offsetsFrom(17n, 5)).toEqual([17]);
    expect(await offsetsFrom(18n, 5)).toBeUndefined();
    await pool.end();
  });
});
