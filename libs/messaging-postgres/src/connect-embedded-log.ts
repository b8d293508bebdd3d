import { silentLog, type Log } from '@credit-ledger/kernel';
import { GroupCommitPublisher, PARTITIONS_DEFAULT, sessionOf, type Messaging } from '@credit-ledger/messaging';
import pg from 'pg';
import { GroupConsumer } from './consume/group-consumer.js';
import { NewsListener } from './consume/news-listener.js';
import { readFrom } from './consume/read-from.js';
import { appendInSegments } from './publish/append-batches.js';
import { maintainSegments, RETENTION_DAYS } from './schema/segments.js';
import { TopicCatalogue } from './topics/topic-catalogue.js';

export type EmbeddedLogOptions = {
  readonly logger?: Log;
  /** How long a member that stopped answering keeps its partitions, default 10 s. */
  readonly leaseMs?: number;
  /** How often to look for records when no notification arrives, default 200 ms. */
  readonly pollMs?: number;
  /**
   * How many partitions of one subscription are handed over at a time, default 16. An inbox gathers them into one transaction;
   * a handler that takes a database connection for each needs as many.
   */
  readonly partitionsAtOnceMax?: number;
};

/**
 * The messaging ports on PostgreSQL, for installations without Kafka. `url` logs in as the role `broker`, into a database
 * that was prepared with `installEmbeddedLog`. Connects when first used.
 */
export function connectEmbeddedLog(url: string, options: EmbeddedLogOptions = {}): Messaging {
  const logger = options.logger ?? silentLog;
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    application_name: 'embedded log',
    options: SESSION_OPTIONS,
  });
  // An idle connection that dies is replaced at the next use.
  pool.on('error', (error) => logger.warn({ err: error }, 'lost a connection to the log'));
  const session = sessionOf(pool);
  const topics = new TopicCatalogue(session);
  const publisher = new GroupCommitPublisher({ topics, append: (records) => appendInSegments(session, records) });
  const listener = new NewsListener(url, logger);
  const consumer = new GroupConsumer({
    session,
    topics,
    listener,
    logger,
    leaseMs: options.leaseMs ?? 10_000,
    pollMs: options.pollMs ?? 200,
    partitionsAtOnceMax: options.partitionsAtOnceMax ?? 16,
  });
  const maintenance = setInterval(() => {
    maintainSegments(session, RETENTION_DAYS).catch((error: unknown) => {
      logger.warn({ err: error }, 'could not maintain the segments of the log');
    });
  }, MAINTENANCE_EVERY_MS).unref();

  return {
    publisher,
    consumer,
    ensureTopics: (names, partitions = PARTITIONS_DEFAULT) => topics.ensure(names, partitions),
    endsOf: async (topic) => new Map((await topics.rangesOf(topic)).map(({ partition, high }) => [partition, high])),
    readFrom: (topic, offsets) => readFrom(session, topics, topic, offsets),
    groupInOffsets: async (group) => group,
    async close() {
      clearInterval(maintenance);
      await consumer.stopAll();
      await publisher.drain();
      await listener.close();
      await pool.end();
    },
  };
}

const MAINTENANCE_EVERY_MS = 60 * 60 * 1_000;

// Plans are made once and kept, some while the tables are still empty, when a sequential scan looks cheap.
const SESSION_OPTIONS = '-c enable_seqscan=off -c jit=off -c statement_timeout=30000';
