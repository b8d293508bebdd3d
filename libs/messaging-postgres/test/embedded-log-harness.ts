import {
  messagingTablesSql,
  partitionOf,
  sessionOf,
  type Messaging,
  type MessagingHarness,
} from '@credit-ledger/messaging';
import { createTestDatabase, eventually, poolOn } from '@credit-ledger/testing';
import type pg from 'pg';
import { connectEmbeddedLog, installEmbeddedLog } from '../src/index.js';
import { appendBatches } from '../src/publish/append-batches.js';
import { FreezableProxy } from './freezable-proxy.js';

/** Short, so that a take-over takes a moment; long enough for a busy machine to renew in time. */
const OPTIONS = { leaseMs: 1_500, pollMs: 50 };

/** An embedded log of its own, in a database that also is the consumers'. */
export async function makeEmbeddedLogHarness(): Promise<MessagingHarness> {
  const database = await createTestDatabase();
  const consumerPool = poolOn(database.url, 10);
  await installEmbeddedLog(sessionOf(consumerPool));
  await consumerPool.query(messagingTablesSql);
  const opened: Messaging[] = [];
  const proxies: FreezableProxy[] = [];
  const connectTo = (url: string): Messaging => {
    const messaging = connectEmbeddedLog(url, OPTIONS);
    opened.push(messaging);
    return messaging;
  };
  return {
    consumerPool,
    connect: async () => connectTo(database.url),
    async connectFreezable() {
      const proxy = await FreezableProxy.to(database.url);
      proxies.push(proxy);
      return { messaging: connectTo(proxy.url), freeze: () => proxy.freeze(), thaw: () => proxy.thaw() };
    },
    async beginSlowPublish(records) {
      const client = await consumerPool.connect();
      const { rows } = await client.query<{ topic: string; partitions: number }>(
        'SELECT topic, partitions FROM broker.topics',
      );
      const partitions = new Map(rows.map((row) => [row.topic, row.partitions]));
      await client.query('BEGIN');
      const placed = records.map((record) => ({
        record,
        partition: partitionOf(record.key, partitions.get(record.topic) ?? 1),
      }));
      await appendBatches(sessionOf(client), placed);
      return {
        async untilFollowedBy() {
          await eventually(() => isSomebodyWaiting(consumerPool));
        },
        async commit() {
          await client.query('COMMIT');
          client.release();
        },
      };
    },
    async close() {
      await Promise.all(opened.map((messaging) => messaging.close()));
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await consumerPool.end();
      await database.drop();
    },
  };
}

async function isSomebodyWaiting(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rowCount !== 0;
}
