import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { readingAccounts, type AccountReader } from './account-reader.js';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';
import { usageMetered } from './metering-messages.js';

describe('a usage refund over HTTP', () => {
  let ledger: LedgerApp;
  let staff: string;
  let read: AccountReader;
  beforeAll(async () => {
    ledger = await createLedgerApp();
    staff = await ledger.token({ sub: 'staff-1', platformRole: 'staff' });
    read = readingAccounts(ledger, staff);
  });
  afterAll(() => ledger.close());

  const refund = (organisation: string, key: string, credits: number, runId = 'run') =>
    request(ledger.server)
      .post(`/v1/organisations/${organisation}/runs/${runId}/refunds`)
      .auth(staff, { type: 'bearer' })
      .set({ 'Idempotency-Key': key, 'X-Correlation-Id': `request-${key}` })
      .send({ credits, reason: 'Blurred photos' });
  /** An organisation that bought 100 credits and was charged for a run. */
  const charged = async (organisation: string, credits: bigint) => {
    await ledger.publish(registered(organisation), granted(organisation, 'payment-1', 100n, 2n));
    await read.balance(organisation, `billing#1:${organisation}:2`);
    await ledger.publish(usageMetered(organisation, 'run', credits, 1n));
    await read.balance(organisation, `metering#1:${organisation}:1`);
  };
  const refundsStored = async (organisation: string) =>
    (await ledger.storedMetadata(organisation)).filter(({ type }) => type === 'UsageRefunded');

  test('shows in the balance and in purchase history, with actor, reason and lots, and not in the month', async () => {
    await charged('shown', 60n);
    const answer = await refund('shown', 'key-1', 20).expect(201);
    const { refundId } = answer.body as { refundId: string };
    expect(answer.body).toEqual({
      refundId: expect.any(String),
      ...{ runId: 'run', credits: 20, forgiven: 0 },
      lots: [{ lotId: `${refundId}-1`, sourceLotId: 'payment-1', credits: 20, unitPrice: '1.50', currency: 'INR' }],
    });
    const after = answer.headers['consistency-token'] as string;
    expect(await read.balance('shown', after)).toMatchObject({ balance: 60, caughtUp: true });
    const [row] = await read.transactions('shown', { type: 'purchase' });
    expect(row).toMatchObject({
      transactionId: `refund-${refundId}`,
      type: 'REFUND',
      credits: 20,
      actor: 'staff-1',
      details: { runId: 'run', photoEventName: 'Boston Marathon 2014', reason: 'Blurred photos' },
    });
    const [month] = await read.months('shown');
    expect(month).toMatchObject({ creditsUsed: 60, usageTransactions: 1 });
  });

  test('is made once per key, however often and at once it is asked for', async () => {
    await charged('once', 60n);
    const answers = await Promise.all(Array.from({ length: 5 }, () => refund('once', 'key-1', 20)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await refundsStored('once')).toHaveLength(1);
    for (const reused of [refund('once', 'key-1', 21), refund('once', 'key-1', 20, 'other-run')])
      expect((await reused.expect(422)).body).toMatchObject({ code: 'request.idempotency_key_reused' });
  });

  test('whose answer a crash prevented finds its event again, also after another refund', async () => {
    await charged('crashed', 60n);
    const first = await refund('crashed', 'key-1', 40).expect(201);
    await refund('crashed', 'key-2', 20).expect(201);
    await ledger.pool.query("update idempotency_keys set answer = null where key = 'key-1'");
    const second = await refund('crashed', 'key-1', 40).expect(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['consistency-token']).toBe(first.headers['consistency-token']);
    expect(await refundsStored('crashed')).toMatchObject([
      { correlationId: 'request-key-1', source: 'ledger-http', actor: 'staff-1' },
      { correlationId: 'request-key-2' },
    ]);
  });

  test('whose key had its time is refused, because nobody knows any more what it was for', async () => {
    await charged('old', 60n);
    await refund('old', 'key-1', 20).expect(201);
    await ledger.pool.query("delete from idempotency_keys where organisation_id = 'old'");
    expect((await refund('old', 'key-1', 20).expect(422)).body).toMatchObject({
      code: 'request.idempotency_key_reused',
    });
  });

  test('of one run never returns more than it was charged, by however many people at once', async () => {
    await charged('raced', 60n);
    const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => refund('raced', `key-${n}`, 25)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 422, 422, 422, 422]);
    expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({
      code: 'ledger.refund_exceeds_charges',
      details: { requested: 25, charged: 60 },
    });
    const after = answers.map(({ headers }) => headers['consistency-token']).filter(Boolean);
    for (const token of after) expect(await read.balance('raced', token)).toMatchObject({ caughtUp: true });
    expect(await read.balance('raced')).toMatchObject({ balance: 90 });
  });

  test('that was refused keeps no key: it may be sent again with less', async () => {
    await charged('refused', 60n);
    expect((await refund('refused', 'key-1', 61).expect(422)).body).toMatchObject({
      details: { requested: 61, charged: 60, refunded: 0 },
    });
    await refund('refused', 'key-1', 60).expect(201);
  });

  test.each([
    ['nobody', 'run', 404, 'ledger.account_not_found'],
    ['shown', 'no-such-run', 404, 'ledger.run_not_charged'],
    ['shown', 'no%20run', 400, 'request.invalid'],
  ])('of %s/%s is refused with %s %s', async (organisation, runId, status, code) => {
    expect((await refund(organisation, 'key-9', 1, runId).expect(status)).body).toMatchObject({ code });
  });

  test.each([
    [{ credits: 0, reason: 'x' }, 'credits'],
    [{ credits: 1_000_000_001, reason: 'x' }, 'credits'],
    [{ credits: 1.5, reason: 'x' }, 'credits'],
    [{ credits: 5 }, 'reason'],
    [{ credits: 5, reason: 'x'.repeat(501) }, 'reason'],
    [{ credits: 5, reason: 'x', runId: 'y' }, 'runId'],
  ])('refuses %j and names %s', async (body, field) => {
    const { body: problem } = await request(ledger.server)
      .post('/v1/organisations/shown/runs/run/refunds')
      .auth(staff, { type: 'bearer' })
      .set('Idempotency-Key', 'key-of-a-bad-request')
      .send(body)
      .expect(400);
    expect(problem).toMatchObject({ code: 'request.invalid', errors: [expect.objectContaining({ field })] });
  });
});
