import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sessionOf } from '@credit-ledger/messaging';
import { createTestDatabase, type TestDatabase, poolOn } from '@credit-ledger/testing';
import pg from 'pg';
import { connectEmbeddedLog, installEmbeddedLog } from '../index.js';
import { FETCH } from './fetch-batches.js';

const TOPIC = 'credits.metering.v1';
const PUBLICATIONS = 200;

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
      await messaging.publisher.publish([{ topic: TOPIC, key: 'acme', headers: {}, value: Buffer.from('payload') }]);
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
});
