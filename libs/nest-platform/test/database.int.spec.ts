import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, frozenClock, type TestDatabase, poolOn } from '@credit-ledger/testing';
import { Module } from '@nestjs/common';
import type pg from 'pg';
import request from 'supertest';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  CLOCK,
  createTestApp,
  DatabaseModule,
  IDEMPOTENCY_KEPT_MS,
  IdempotencyModule,
  type IdempotentWrite,
  IdempotentWrites,
  idempotencyTableSql,
  PG_POOL,
  provisionTestDatabase,
  sessionOfManager,
  type RoleUrls,
  type TestApp,
} from '../src/index.js';
import { sampleService } from './sample-service.js';

class CreateSample1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `${idempotencyTableSql} CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY, note text)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE orders; DROP TABLE idempotency_keys');
  }
}

const clock = frozenClock();
let database: TestDatabase;
let urls: RoleUrls;
let app: TestApp;
let dataSource: DataSource;
let pool: pg.Pool;
let writes: IdempotentWrites;

const bootSample = () => {
  @Module({
    imports: [
      DatabaseModule.forService({
        name: 'sample',
        url: urls.billing,
        entities: [],
        migrations: [CreateSample1700000000000],
      }),
      IdempotencyModule,
    ],
  })
  class SampleDatabaseModule {}
  return createTestApp({ ...sampleService, module: SampleDatabaseModule }, (builder) =>
    builder.overrideProvider(CLOCK).useValue(clock),
  );
};

beforeAll(async () => {
  database = await createTestDatabase();
  urls = await provisionTestDatabase(database.url);
  app = await bootSample();
  dataSource = app.app.get(DataSource);
  pool = app.app.get<pg.Pool>(PG_POOL);
  writes = app.app.get(IdempotentWrites);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const placeOrder = (key: string, note: string, organisationId = 'acme') =>
  dataSource.transaction((manager) => {
    const session = sessionOfManager(manager);
    return writes.run({ session, organisationId, route: 'POST /orders', key, request: { note } }, async () => {
      const [order] = await session.query<{ id: string }>('INSERT INTO orders (note) VALUES ($1) RETURNING id', [note]);
      return { status: 201, body: { id: order?.id } };
    });
  });

const ordersNamed = async (note: string) => (await pool.query('SELECT 1 FROM orders WHERE note = $1', [note])).rowCount;

describe('the database of a service', () => {
  it("keeps its tables in the service's own schema, where no other role sees them", async () => {
    const { rows } = await pool.query(`SELECT schemaname FROM pg_tables WHERE tablename = 'orders'`);
    expect(rows).toEqual([{ schemaname: 'billing' }]);
    const ledger = poolOn(urls.ledger, 1);
    await expect(ledger.query('SELECT * FROM billing.orders')).rejects.toThrow('permission denied');
    await ledger.end();
  });

  it('is migrated once when two processes boot at the same time', async () => {
    const apps = await Promise.all([bootSample(), bootSample()]);
    const { rows } = await pool.query('SELECT name FROM migrations');
    expect(rows).toHaveLength(1);
    await Promise.all(apps.map((one) => one.close()));
  });

  it('is provisioned again, and by several at once, without harm', async () => {
    await Promise.all([provisionTestDatabase(database.url), provisionTestDatabase(database.url)]);
    await expect(placeOrder('again', 'after provisioning')).resolves.toMatchObject({ status: 201 });
  });

  it('answers UPDATE … RETURNING through a manager with the rows alone', async () => {
    await placeOrder('returning', 'returning');
    await dataSource.transaction(async (manager) => {
      const rows = await sessionOfManager(manager).query(
        `UPDATE orders SET note = note WHERE note = 'returning' RETURNING note`,
      );
      expect(rows).toEqual([{ note: 'returning' }]);
    });
  });

  it('plans a text once per connection, however often a session sends it', async () => {
    await dataSource.transaction(async (manager) => {
      const session = sessionOfManager(manager);
      await session.query('SELECT $1::text AS planned_once', ['a']);
      await session.query('SELECT $1::text AS planned_once', ['b']);
      const rows = await session.query(
        `SELECT generic_plans + custom_plans AS runs FROM pg_prepared_statements WHERE statement LIKE '%planned_once'`,
      );
      expect(rows).toEqual([{ runs: '2' }]);
    });
  });

  it('refuses a session outside a transaction', () => {
    expect(() => sessionOfManager(dataSource.manager)).toThrow('running transaction');
  });
});

describe('readiness', () => {
  it('says that the database answers', async () => {
    const answer = await request(app.server).get('/health/ready').expect(200);
    expect(answer.body).toMatchObject({ status: 'ok', details: { database: { status: 'up' } } });
  });
});

describe('an idempotent write', () => {
  it('answers a repetition with the first answer and has no second effect', async () => {
    const first = await placeOrder('k1', 'once');
    const second = await placeOrder('k1', 'once');
    expect(first).toMatchObject({ status: 201, replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(await ordersNamed('once')).toBe(1);
  });

  it('has one effect when the same key arrives many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => placeOrder('k2', 'concurrent')));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await ordersNamed('concurrent')).toBe(1);
  });

  it('refuses the key for another request', async () => {
    await placeOrder('k3', 'this');
    await expect(placeOrder('k3', 'that')).rejects.toMatchObject({ code: 'request.idempotency_key_reused' });
  });

  it("does not mix up organisations' keys", async () => {
    await placeOrder('k4', 'mine', 'acme');
    await expect(placeOrder('k4', 'yours', 'globex')).resolves.toMatchObject({ replayed: false });
  });

  it('leaves no key when it was refused, so that it can be sent again', async () => {
    const refuse = () =>
      dataSource.transaction((manager) =>
        writes.run(
          {
            session: sessionOfManager(manager),
            organisationId: 'acme',
            route: 'POST /orders',
            key: 'k5',
            request: { note: 'later' },
          },
          () => Promise.reject(new Error('out of stock')),
        ),
      );
    await expect(refuse()).rejects.toThrow('out of stock');
    await expect(placeOrder('k5', 'later')).resolves.toMatchObject({ replayed: false });
  });

  it('that was answered "not yet" is answered with what came first of it', async () => {
    const inTransaction = <T>(work: (write: IdempotentWrite) => Promise<T>) =>
      dataSource.transaction((manager) =>
        work({
          ...{ session: sessionOfManager(manager), organisationId: 'acme', route: 'POST /orders', key: 'k7' },
          request: {},
        }),
      );
    const notYet = { status: 202, body: 'asked' };
    const decided = { status: 201, body: 'decided' };
    await inTransaction((write) => writes.run(write, () => Promise.resolve(notYet)));
    expect(await inTransaction((write) => writes.settle(write, decided))).toEqual(decided);
    expect(await inTransaction((write) => writes.settle(write, { status: 201, body: 'later' }))).toEqual(decided);
    expect(await inTransaction((write) => writes.run(write, () => Promise.resolve(notYet)))).toMatchObject(decided);
  });

  describe('whose effect is elsewhere', () => {
    const reserve = (key: string, note: string) =>
      dataSource.transaction((manager) =>
        writes.reserve({
          ...{ session: sessionOfManager(manager), organisationId: 'acme', route: 'POST /orders', key },
          request: { note },
        }),
      );

    it('knows whether its key is new', async () => {
      expect(await reserve('r1', 'first')).toBe(true);
      expect(await reserve('r1', 'first')).toBe(false);
    });

    it('is done again when it was not finished, and answered from then on', async () => {
      await reserve('r2', 'unfinished');
      const done = await placeOrder('r2', 'unfinished');
      expect(done).toMatchObject({ status: 201, replayed: false });
      expect(await placeOrder('r2', 'unfinished')).toEqual({ ...done, replayed: true });
      expect(await reserve('r2', 'unfinished')).toBe(false);
    });

    it('refuses the key for another request also while it is not finished', async () => {
      await reserve('r3', 'this');
      await expect(reserve('r3', 'that')).rejects.toMatchObject({ code: 'request.idempotency_key_reused' });
      await expect(placeOrder('r3', 'that')).rejects.toMatchObject({ code: 'request.idempotency_key_reused' });
    });
  });

  it('forgets a key after seven days, and the purge removes it', async () => {
    await placeOrder('k6', 'old');
    clock.advanceMs(IDEMPOTENCY_KEPT_MS + 1);
    await expect(placeOrder('k6', 'new')).resolves.toMatchObject({ replayed: false });
    expect(await app.app.get(IdempotencyModule).purge()).toBeGreaterThan(0);
    const { rows } = await pool.query('SELECT key FROM idempotency_keys');
    expect(rows).toEqual([{ key: 'k6' }]);
  });
});
