import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock, type OrganisationId } from '@credit-ledger/kernel';
import {
  ConsumerOffsets,
  ForeignLogError,
  inTransaction,
  LogAheadError,
  messagingTablesSql,
  Outbox,
  OutboxRelay,
  TOPICS,
} from '@credit-ledger/messaging';
import { createTestDatabase, eventually, poolOn, type TestDatabase } from '@credit-ledger/testing';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import request from 'supertest';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  ConfigError,
  createTestApp,
  DatabaseModule,
  MessageConsumers,
  MessagingModule,
  PG_POOL,
  provisionTestDatabase,
  type RoleUrls,
  type TestApp,
} from '../src/index.js';
import { sampleService } from './sample-service.js';

class CreateMessaging1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(messagingTablesSql);
  }

  async down(): Promise<void> {
    throw new Error('nothing to go back to');
  }
}

const received: string[] = [];
const happened: string[] = [];
let database: TestDatabase;
let urls: RoleUrls;
let app: TestApp;

class Greeter implements OnModuleInit {
  constructor(
    @Inject(MessageConsumers) private readonly consumers: MessageConsumers,
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject('OFFSETS') private readonly offsets: ConsumerOffsets,
  ) {}

  onModuleInit(): void {
    this.consumers.add({
      start: () => void happened.push('background started'),
      stop: async () => void happened.push('background stopped'),
    });
    this.consumers.subscribe({
      topics: [TOPICS.billing],
      batchSizeMax: 100,
      handle: async (batch) => {
        await inTransaction(this.pool, (session) => this.offsets.advance(session, batch));
        received.push(...batch.records.map(({ value }) => Buffer.from(value).toString()));
      },
    });
  }
}

beforeAll(async () => {
  database = await createTestDatabase();
  urls = await provisionTestDatabase(database.url);
  app = await startGreeter();
});
afterAll(() => database.drop());

/** The service on the test's log, with the database given or its own. */
async function startGreeter({ billing = urls.billing, sourceEpoch = 1 } = {}): Promise<TestApp> {
  @Module({
    imports: [
      DatabaseModule.forService({
        name: 'billing',
        url: billing,
        entities: [],
        migrations: [CreateMessaging1700000000000],
      }),
      MessagingModule.forService({ name: 'billing', url: urls.broker, leaseMs: 10_000, sourceEpoch }),
    ],
    providers: [Greeter, { provide: 'OFFSETS', useExisting: ConsumerOffsets }],
  })
  class GreeterModule {}
  return createTestApp({ ...sampleService, module: GreeterModule });
}

describe('the messaging of a service', () => {
  it('sends what is in its outbox and receives what it subscribed to', async () => {
    const pool = app.app.get<pg.Pool>(PG_POOL);
    await inTransaction(pool, (session) =>
      app.app.get(Outbox).append(session, [
        {
          organisationId: 'acme' as OrganisationId,
          topic: TOPICS.billing,
          type: 'credits.billing.v1.Greeting',
          payload: Buffer.from('hello'),
          correlationId: 'c',
          causationId: 'c',
          time: systemClock.now(),
        },
      ]),
    );
    app.app.get(OutboxRelay).wake();
    await eventually(() => expect(received).toEqual(['hello']));
  });

  it('shows in its metrics what was sent, what was received, and what waits', async () => {
    const { text } = await request(app.server).get('/metrics').expect(200);
    const topic = 'group="billing",topic="credits.billing.v1"';
    expect(text).toContain('outbox_sent_messages_total 1');
    expect(text).toContain('outbox_unsent_messages 0');
    expect(text).toContain('outbox_oldest_age_seconds 0');
    expect(text).toContain(`consumer_records_total{${topic},outcome="handled"} 1`);
    expect(text).toContain(`consumer_batch_duration_seconds_count{${topic},outcome="handled"} 1`);
    expect(text).toMatch(/consumer_lag_records\{group="billing",topic="credits.billing.v1"\} 0/);
    expect(text).toContain(`consumer_stopped_partitions{${topic}} 0`);
    expect(text).toMatch(/consumer_lag_seconds\{group="billing",topic="credits.billing.v1"\} 0/);
    expect(text).toContain('letters_unresolved{group="billing",status="dead"} 0');
    expect(text).toContain('letters_unresolved{group="billing",status="parked"} 0');
    expect(text).not.toContain('metric_reads_failed_total{');
  });

  it('stops its background work before its pools close, and leaves no connection behind', async () => {
    await app.close();
    expect(happened).toEqual(['background started', 'background stopped']);
    await eventually(async () => expect(await connectionsTo(database)).toBe(0));
  });

  it('starts again on its log, and refuses that log to a new database', async () => {
    await (await startGreeter()).close();

    const other = await createTestDatabase();
    const { billing } = await provisionTestDatabase(other.url);
    await expect(startGreeter({ billing })).rejects.toThrow(ForeignLogError);
    await expect(startGreeter({ billing })).rejects.toThrow(
      /credits\.billing\.v1 holds messages of this service already/,
    );
    await (await startGreeter({ billing, sourceEpoch: 2 })).close();
    await other.drop();
  });

  it('refuses its log when its database has gone back behind it, and takes it with a new epoch', async () => {
    const owner = poolOn(database.url, 1);
    await owner.query('update billing.source_sequences set last_sequence = last_sequence + 1');
    await (await startGreeter()).close();
    await owner.query('delete from billing.source_sequences');
    await expect(startGreeter()).rejects.toThrow(LogAheadError);
    await expect(startGreeter()).rejects.toThrow(/message 1 of billing#1 about acme .* never gave out/);
    await (await startGreeter({ sourceEpoch: 2 })).close();
    await owner.end();
  });

  it.each([
    ['no engine serves the URL', 'amqp://u:hunter2@k:9092', /MESSAGING_URL: must begin with postgres.* or kafka/],
    ['the engine cannot read the URL', 'kafka://u:hunter2@k:9092', /MESSAGING_URL: a user needs sasl=/],
    ['the URL is none', 'postgres://u:hunter2@[k/x', /MESSAGING_URL: it cannot be read/],
  ])('says at once when %s, without repeating its password', (_, url, message) => {
    const configure = () => MessagingModule.forService({ name: 'billing', url, leaseMs: 10_000, sourceEpoch: 1 });
    expect(configure).toThrow(ConfigError);
    expect(configure).toThrow(message);
    expect(configure).not.toThrow(/hunter2/);
  });
});

async function connectionsTo({ url, name }: TestDatabase): Promise<number> {
  const { Client } = (await import('pg')).default;
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(
    'SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
    [name],
  );
  await client.end();
  return rowCount ?? 0;
}
