import type pg from 'pg';
import {
  ConsumerOffsets,
  messagingTablesSql,
  PARTITIONS_DEFAULT,
  TOPICS,
  transactionsOn,
  type Messaging,
  type RunningConsumer,
} from '@credit-ledger/messaging';
import { poolOn } from '@credit-ledger/testing';

/** Where a partition ends: the offset of the next record. */
export type LogEnd = { readonly topic: string; readonly partition: number; readonly end: bigint };

const WATCHED = [TOPICS.usage, TOPICS.metering, TOPICS.ledger, TOPICS.billing];

/**
 * One more reader of all topics, whichever engine they are on: where it stands once nothing waits for it is where the log
 * ended then. Its offsets are in a schema of its own.
 */
export class WatchedLog {
  private constructor(
    private readonly pool: pg.Pool,
    private consumer: RunningConsumer | undefined,
  ) {}

  static async watch(messaging: Messaging, adminUrl: string): Promise<WatchedLog> {
    const url = new URL(adminUrl);
    url.searchParams.set('options', `-c search_path=${SCHEMA}`);
    const pool = poolOn(url.href, 16);
    await pool.query(`create schema ${SCHEMA}; ${messagingTablesSql}`);
    const log = new WatchedLog(pool, undefined);
    const offsets = new ConsumerOffsets(pool);
    const atOnce = transactionsOn(pool);
    log.consumer = await messaging.consumer.run({
      group: SCHEMA,
      topics: WATCHED,
      batchSizeMax: 1_000,
      offsets,
      handle: (batch) => atOnce((session) => offsets.advance(session, batch)),
    });
    return log;
  }

  /** Of the partitions that hold anything. @throws Error while it has not read them to their end. */
  async ends(): Promise<readonly LogEnd[]> {
    // Before the lag, which is one of the partitions that are owned.
    const owned = this.consumer?.assignments().length;
    const lag = (await this.consumer?.lag()) ?? [];
    const waiting = lag.reduce((sum, { records }) => sum + records, 0);
    if (waiting > 0 || owned !== WATCHED.length * PARTITIONS_DEFAULT)
      throw new Error(`the log is not read to its end: ${waiting} records in ${owned} partitions`);
    // From where they are kept: the answer to a move that was committed gets lost when its connection is ended.
    const { rows } = await this.pool.query<{ topic: string; partition: number; next_offset: string }>(
      'select topic, partition, next_offset from consumer_offsets where next_offset > 0',
    );
    return rows.map(({ topic, partition, next_offset: end }) => ({ topic, partition, end: BigInt(end) }));
  }

  async close(): Promise<void> {
    await this.consumer?.stop();
    await this.pool.end();
  }
}

const SCHEMA = 'spec_watch';
