import { fromBinary, toJson } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import {
  ALL_TOPICS,
  ConsumerOffsets,
  messagingTablesSql,
  parseEnvelope,
  sessionOf,
  TOPICS,
  transactionsOn,
  type IncomingRecord,
  type Messaging,
  type RunningConsumer,
} from '@credit-ledger/messaging';
import { connectEmbeddedLog, installEmbeddedLog } from '@credit-ledger/messaging-postgres';
import { createTestDatabase, eventually, poolOn, type TestDatabase } from '@credit-ledger/testing';
import type pg from 'pg';
import type { ReceivedReport } from './usage-transport-contract.js';

/** The usage topic on an embedded log of its own, and everything that arrives on it. */
export class UsageTopic {
  private readonly records: IncomingRecord[] = [];
  private running: RunningConsumer | undefined;

  private constructor(
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
    private readonly messaging: Messaging,
  ) {}

  static async create(): Promise<UsageTopic> {
    const database = await createTestDatabase();
    const pool = poolOn(database.url);
    await installEmbeddedLog(sessionOf(pool));
    await pool.query(messagingTablesSql);
    const messaging = connectEmbeddedLog(database.url, { pollMs: 50 });
    await messaging.ensureTopics(ALL_TOPICS);
    const topic = new UsageTopic(database, pool, messaging);
    await topic.listen();
    return topic;
  }

  get url(): string {
    return this.database.url;
  }

  /** All that is stored by now, per organisation in the order of the log. */
  async received(organisationId?: string): Promise<readonly ReceivedReport[]> {
    const { rows } = await this.pool.query<{ count: string }>(
      'SELECT sum(next_offset) AS count FROM broker.partition_heads WHERE topic = $1',
      [TOPICS.usage],
    );
    await eventually(() => this.records.length >= Number(rows[0]?.count));
    return this.records.filter(({ key }) => organisationId === undefined || key === organisationId).map(receivedOf);
  }

  /** Ends all connections to the database and refuses new ones. */
  async interrupt(): Promise<void> {
    await this.onServer(`ALTER DATABASE ${this.database.name} ALLOW_CONNECTIONS false`);
    await this.onServer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${this.database.name}'`,
    );
  }

  async restore(): Promise<void> {
    await this.onServer(`ALTER DATABASE ${this.database.name} ALLOW_CONNECTIONS true`);
  }

  async close(): Promise<void> {
    await this.running?.stop();
    await this.messaging.close();
    await this.pool.end();
    await this.database.drop();
  }

  private async listen(): Promise<void> {
    const offsets = new ConsumerOffsets(this.pool);
    this.running = await this.messaging.consumer.run({
      group: 'spec',
      topics: [TOPICS.usage],
      batchSizeMax: 1_000,
      offsets,
      handle: async (batch) => {
        await transactionsOn(this.pool)((session) => offsets.advance(session, batch));
        this.records.push(...batch.records);
      },
    });
  }

  private async onServer(sql: string): Promise<void> {
    const url = new URL(this.database.url);
    url.pathname = '/postgres';
    const pool = poolOn(url.href, 1);
    await pool.query(sql);
    await pool.end();
  }
}

function receivedOf(record: IncomingRecord): ReceivedReport {
  const { id, source, organisationId, type } = parseEnvelope(record);
  if (type !== usage.UsageReportedSchema.typeName) throw new Error(`a record of type ${type}`);
  const data = toJson(usage.UsageReportedSchema, fromBinary(usage.UsageReportedSchema, record.value)) as object;
  return { id, source, organisationId, data };
}
