import { fromBinary, toJson } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import {
  ALL_TOPICS,
  parseEnvelope,
  sessionOf,
  storedRecords,
  TOPICS,
  type IncomingRecord,
  type Messaging,
} from '@credit-ledger/messaging';
import { connectEmbeddedLog, installEmbeddedLog } from '@credit-ledger/messaging-postgres';
import { createTestDatabase, eventually, poolOn, type TestDatabase } from '@credit-ledger/testing';
import type { ReceivedReport } from './usage-transport-contract.js';

/** The usage topic of a spec's own on a log, and everything that is stored on it. */
export class UsageTopic {
  private constructor(
    private readonly database: TestDatabase,
    private readonly messaging: Messaging,
  ) {}

  static onEmbeddedLog(): Promise<UsageTopic> {
    return UsageTopic.on(async ({ url }) => {
      const pool = poolOn(url, 1);
      await installEmbeddedLog(sessionOf(pool));
      await pool.end();
      return connectEmbeddedLog(url);
    });
  }

  /** On any log; the database may be for it. */
  static async on(connect: (database: TestDatabase) => Messaging | Promise<Messaging>): Promise<UsageTopic> {
    const database = await createTestDatabase();
    const messaging = await connect(database);
    await messaging.ensureTopics(ALL_TOPICS);
    return new UsageTopic(database, messaging);
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  /** All that is stored by now, per organisation in the order of the log. */
  async received(organisationId?: string): Promise<readonly ReceivedReport[]> {
    // That a connection was cut is noticed by whoever uses it next.
    const records = await eventually(() => storedRecords(this.messaging, TOPICS.usage));
    return records.filter(({ key }) => organisationId === undefined || key === organisationId).map(receivedOf);
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
    await this.messaging.close();
    await this.database.drop();
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
