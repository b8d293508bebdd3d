import { fromBinary, toJson } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import {
  ALL_TOPICS,
  ConsumerOffsets,
  messagingTablesSql,
  PARTITIONS_DEFAULT,
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

/** The usage topic of a spec's own on a log, and everything that arrives on it. */
export class UsageTopic {
  private readonly records: IncomingRecord[] = [];
  private running: RunningConsumer | undefined;

  private constructor(
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
    private readonly messaging: Messaging,
  ) {}

  static onEmbeddedLog(): Promise<UsageTopic> {
    return UsageTopic.on(async ({ url }, pool) => {
      await installEmbeddedLog(sessionOf(pool));
      return connectEmbeddedLog(url, { pollMs: 50 });
    });
  }

  /** On any log; the database is for its reader, and may be for the log too. */
  static async on(
    connect: (database: TestDatabase, pool: pg.Pool) => Messaging | Promise<Messaging>,
  ): Promise<UsageTopic> {
    const database = await createTestDatabase();
    const pool = poolOn(database.url, 16);
    await pool.query(messagingTablesSql);
    const messaging = await connect(database, pool);
    await messaging.ensureTopics(ALL_TOPICS);
    const topic = new UsageTopic(database, pool, messaging);
    await topic.listen();
    return topic;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  /** All that is stored by now, per organisation in the order of the log. */
  async received(organisationId?: string): Promise<readonly ReceivedReport[]> {
    await eventually(async () => {
      const [usage] = (await this.running?.lag()) ?? [];
      return usage?.records === 0 && this.running?.assignments().length === PARTITIONS_DEFAULT;
    });
    return this.records.filter(({ key }) => organisationId === undefined || key === organisationId).map(receivedOf);
  }

  /** Of the embedded log: ends all connections to the database and refuses new ones. */
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
