import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { poolOn, RecordedMetrics } from '@credit-ledger/testing';
import { createEventStoreDatabase, eventOf, streamOf, type EventStoreDatabase } from '../test/event-store-database.js';
import { GroupCommitAppender } from './group-commit-appender.js';

let database: EventStoreDatabase;
beforeAll(async () => {
  database = await createEventStoreDatabase();
});
afterAll(() => database.drop());

describe('the appender', () => {
  it('takes an append that comes in the very moment its last lane ends', async () => {
    const pool = poolOn(database.url, 1);
    const appender = new GroupCommitAppender(pool, 1, () => undefined);
    const append = (name: string, expectedVersion: number) =>
      appender.append({ stream: streamOf('moment'), expectedVersion, events: [eventOf(name)] });
    // Whoever waits for an append goes on before the lane's own promise has settled.
    await append('first', 0);
    await append('second', 1);
    expect(await append('third', 2)).toEqual({ outcome: 'appended', version: 3 });
    await appender.idle();
    await pool.end();
  });

  it('says how many events its statements commit', async () => {
    const pool = poolOn(database.url, 1);
    const metrics = new RecordedMetrics();
    const appender = new GroupCommitAppender(pool, 1, () => undefined, metrics);
    const append = (name: string, events: number) =>
      appender.append({
        stream: streamOf(name),
        expectedVersion: 0,
        events: Array.from({ length: events }, (_, n) => eventOf(`${name}-${n}`)),
      });
    await Promise.all([append('measured-1', 1), append('measured-2', 2)]);
    await append('measured-3', 1);
    expect(metrics.valuesOf('appender_statement_events')).toEqual([3, 1]);
    expect(metrics.valuesOf('appender_statement_duration_seconds')).toHaveLength(2);
    await appender.idle();
    await pool.end();
  });
});
