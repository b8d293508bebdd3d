import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { billing } from '@credit-ledger/contracts';
import { parseInstant, parseOrganisationId } from '@credit-ledger/kernel';
import { type Messaging, toRecord, TOPICS } from '@credit-ledger/messaging';
import { createTestApp, MESSAGING, provisionTestDatabase, type TestApp } from '@credit-ledger/nest-platform';
import { createTestDatabase, eventually, testMessagingUrl, type TestDatabase, poolOn } from '@credit-ledger/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import request from 'supertest';
import { loadInvoicingConfig } from '../../invoicing.config.js';
import { invoicingService } from '../../invoicing.service.js';

const TIME = '2026-11-21T09:30:00.000Z';
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

describe('invoices', () => {
  let testDatabase: TestDatabase;
  let database: pg.Pool;
  let app: TestApp;
  const sequences = new Map<string, bigint>();

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const logins = await provisionTestDatabase(testDatabase.url);
    const config = loadInvoicingConfig({
      PORT: '0',
      DATABASE_URL: logins.invoicing,
      MESSAGING_URL: testMessagingUrl(logins.broker),
      JWT_PUBLIC_KEYS: 'of the test app',
      LOG_LEVEL: 'silent',
    });
    app = await createTestApp(invoicingService(config));
    database = poolOn(logins.invoicing);
  });
  afterAll(async () => {
    await app.close();
    await database.end();
    await testDatabase.drop();
  });

  const paymentOf = (number: number): MessageInitShape<typeof billing.PaymentCompletedSchema> => ({
    organisationId: 'acme',
    paymentId: uuid(number),
    orderId: uuid(number + 1_000),
    type: billing.PaymentType.CREDITS,
    netMinor: 150_000n,
    taxMinor: 27_000n,
    totalMinor: 177_000n,
    currency: 'INR',
    credits: 1_000n,
    unitPrice: '1.50',
    gateway: 'sandbox',
    gatewayPaymentId: 'pay_1',
    completedAt: TIME,
    actorId: 'admin-1',
  });

  async function tell(
    payment: MessageInitShape<typeof billing.PaymentCompletedSchema>,
    { organisationId = 'acme', sequence = (sequences.get(organisationId) ?? 0n) + 1n, times = 1 } = {},
  ): Promise<void> {
    sequences.set(organisationId, sequence);
    const schema = billing.PaymentCompletedSchema;
    const id = `${organisationId}-${sequence}`;
    const envelope = {
      ...{ id, type: schema.typeName, source: 'billing#1', time: parseInstant(TIME), sequence },
      ...{ organisationId: parseOrganisationId(organisationId), correlationId: id, causationId: id },
    };
    const record = toRecord(TOPICS.billing, envelope, toBinary(schema, create(schema, payment)));
    await app.app.get<Messaging>(MESSAGING).publisher.publish(Array.from({ length: times }, () => record));
  }

  async function list(
    query = '',
    organisationId = 'acme',
    sub: object = { memberships: { [organisationId]: 'operator' } },
  ) {
    const token = await app.token({ sub: 'ann', ...sub });
    return request(app.server)
      .get(`/v1/organisations/${organisationId}/invoices${query}`)
      .set('Authorization', `Bearer ${token}`);
  }
  const listed = async (organisationId = 'acme') =>
    ((await list('', organisationId)).body.items ?? []) as { paymentId: string }[];
  const deadCodes = async () =>
    (await database.query('SELECT code FROM dead_letters ORDER BY id')).rows.map(({ code }) => String(code));

  it('are recorded once for each completed payment, with what was paid, however often it is told', async () => {
    await tell(paymentOf(1), { times: 3 });
    await tell(paymentOf(2));
    await eventually(async () => expect(await listed()).toHaveLength(2));
    const { body, status } = await list('?limit=1');
    expect([status, body.items]).toEqual([
      200,
      [
        {
          paymentId: uuid(2),
          orderId: uuid(1_002),
          type: 'CREDITS',
          state: 'WAITING_FOR_BILLING',
          credits: 1_000,
          unitPrice: '1.50',
          net: { amountMinor: 150_000, currency: 'INR' },
          tax: { amountMinor: 27_000, currency: 'INR' },
          total: { amountMinor: 177_000, currency: 'INR' },
          completedAt: TIME,
        },
      ],
    ]);
    const next = await list(`?limit=1&cursor=${body.nextCursor}`);
    expect([next.body.items[0].paymentId, next.body.nextCursor]).toEqual([uuid(1), null]);
  });

  it('are recorded once when a payment is told again under a new sequence, and never with other figures', async () => {
    await tell(paymentOf(1));
    await tell(paymentOf(3));
    await eventually(async () => expect(await listed()).toHaveLength(3));
    await tell({ ...paymentOf(1), netMinor: 150_001n, totalMinor: 177_001n });
    await eventually(async () => expect(await deadCodes()).toContain('invoicing.payment_contradicted'));
    expect(await listed()).toHaveLength(3);
  });

  it.each([
    ['another-total', { totalMinor: 1n }, 'invoicing.amounts_disagree'],
    ['another-type', { type: 99 }, 'invoicing.unknown_payment_type'],
    ['no-uuid', { paymentId: 'payment' }, 'request.invalid_value'],
    ['no-credits', { credits: 0n }, 'request.invalid_value'],
    ['negative-tax', { taxMinor: -1n }, 'request.invalid_value'],
    ['no-currency', { currency: '' }, 'request.invalid_value'],
    ['no-price', { unitPrice: 'much' }, 'request.invalid_value'],
    ['no-time', { completedAt: 'yesterday' }, 'request.invalid_value'],
  ])('are not made of what cannot be true: %s', async (organisationId, wrong, code) => {
    const before = (await deadCodes()).length;
    await tell({ ...paymentOf(50), organisationId, ...wrong }, { organisationId });
    await eventually(async () => expect((await deadCodes()).slice(before)).toEqual([code]));
    expect(await listed(organisationId)).toEqual([]);
  });

  it('do not mix organisations up when a payload names another one than its record', async () => {
    await tell({ ...paymentOf(60), organisationId: 'rival' }, { organisationId: 'mixed' });
    await eventually(async () => expect(await deadCodes()).toContain('message.key_mismatch'));
    expect([await listed('rival'), await listed('mixed')]).toEqual([[], []]);
  });

  it('are seen by members and staff alone', async () => {
    expect((await list('', 'acme', { memberships: { acme: 'admin' } })).status).toBe(200);
    expect((await list('', 'acme', { platformRole: 'staff' })).status).toBe(200);
    expect((await list('', 'acme', { platformRole: 'service' })).status).toBe(403);
    expect((await list('', 'acme', { memberships: { rival: 'admin' } })).status).toBe(403);
  });

  it.each(['limit=0', 'limit=201', 'cursor=nonsense', 'page=2'])('refuse the page %s', async (query) => {
    const { status, body } = await list(`?${query}`);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
  });

  it('come from a healthy service', async () => {
    await request(app.server).get('/health/ready').expect(200);
  });
});
