import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsumerOffsets, messagingTablesSql, sessionOf, type IncomingRecord } from '@credit-ledger/messaging';
import { createTestDatabase, eventually, type TestDatabase, poolOn } from '@credit-ledger/testing';
import type pg from 'pg';
import { connectEmbeddedLog } from '../connect-embedded-log.js';
import { installEmbeddedLog } from './install-embedded-log.js';
import { maintainSegments } from './segments.js';

describe('the schema of the embedded log', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  let service: pg.Pool;
  let serviceUrl: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = poolOn(database.url);
    // Roles belong to the cluster, and other spec files make this one too.
    await owner.query(
      `DO $$ BEGIN CREATE ROLE broker LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
    await installEmbeddedLog(sessionOf(owner));
    await owner.query(messagingTablesSql);
    // Specs cannot know the role's password; the owner's session acts as the role instead.
    const url = new URL(database.url);
    url.searchParams.set('options', '-c role=broker');
    serviceUrl = url.href;
    service = poolOn(serviceUrl);
  });
  afterAll(async () => {
    await service.end();
    await owner.end();
    await database.drop();
  });

  it('can be installed again, also by several processes at once', async () => {
    await Promise.all([1, 2, 3].map(() => installEmbeddedLog(sessionOf(owner))));
  });

  it('lets the role of the services publish, and change nothing that was published', async () => {
    const messaging = connectEmbeddedLog(serviceUrl);
    await messaging.ensureTopics(['roles.v1'], 2);
    await messaging.publisher.publish([{ topic: 'roles.v1', key: 'a', headers: {}, value: Buffer.from('x') }]);
    await messaging.close();
    for (const forbidden of [
      `UPDATE broker.record_batches SET base_offset = 0`,
      `DELETE FROM broker.record_batches`,
      `TRUNCATE broker.record_batches`,
      `DROP TABLE broker.record_batches`,
      `DELETE FROM broker.topics`,
      `UPDATE broker.topics SET partitions = 3`,
    ]) {
      await expect(service.query(forbidden)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('makes the segment of today when nobody did', async () => {
    const messaging = connectEmbeddedLog(serviceUrl);
    await messaging.ensureTopics(['missing.v1'], 1);
    await owner.query(`DO $$ DECLARE name text; BEGIN
      FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                  WHERE i.inhparent = 'broker.record_batches'::regclass LOOP
        EXECUTE format('DROP TABLE broker.%I', name);
      END LOOP; END $$`);
    await messaging.publisher.publish([{ topic: 'missing.v1', key: 'a', headers: {}, value: Buffer.from('x') }]);
    await messaging.close();
    expect(await segments()).toHaveLength(2);
  });

  it('drops a segment when it is old and every group has passed it, and readers begin behind it', async () => {
    const messaging = connectEmbeddedLog(database.url, { leaseMs: 300, pollMs: 20 });
    await messaging.ensureTopics(['old.v1'], 1);
    const publish = (text: string): Promise<void> =>
      messaging.publisher.publish([{ topic: 'old.v1', key: 'a', headers: {}, value: Buffer.from(text) }]);
    await publish('old 1');
    await publish('old 2');
    await makeOld('20200101');
    await publish('new');

    const read = async (group: string, count: number): Promise<readonly string[]> => {
      const records: IncomingRecord[] = [];
      const offsets = new ConsumerOffsets(owner);
      const running = await messaging.consumer.run({
        group,
        topics: ['old.v1'],
        batchSizeMax: 1,
        offsets,
        async handle(batch) {
          await offsets.advance(sessionOf(owner), batch);
          records.push(...batch.records);
        },
      });
      await eventually(() => records.length === count);
      await running.stop();
      return records.map(({ value }) => Buffer.from(value).toString());
    };

    // A group that exists but has read nothing yet keeps the segment.
    await owner.query(`INSERT INTO broker.leases (group_name, topic, partition) VALUES ('slow', 'old.v1', 0)`);
    expect(await maintainSegments(sessionOf(service), 7)).toBe(0);
    expect(await read('slow', 3)).toEqual(['old 1', 'old 2', 'new']);
    expect(await maintainSegments(sessionOf(service), 36_500)).toBe(0);
    expect(await maintainSegments(sessionOf(service), 7)).toBe(1);
    expect(await segments()).not.toContain('record_batches_20200101');
    expect(await read('late', 1)).toEqual(['new']);
    await messaging.close();
  });

  const segments = async (): Promise<readonly string[]> => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = 'broker.record_batches'::regclass ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };

  /** Moves everything stored so far into a segment of the given day. */
  const makeOld = async (day: string): Promise<void> => {
    await owner.query(`
      CREATE TABLE broker.record_batches_${day} PARTITION OF broker.record_batches
        FOR VALUES FROM ('${day}') TO ('${day}'::date + 1);
      UPDATE broker.record_batches SET segment = '${day}' WHERE topic = 'old.v1'`);
  };
});
