import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { readingAccounts, type AccountReader } from './account-reader.js';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';
import { usageMetered } from './metering-messages.js';

describe('a reversal of a purchase over HTTP', () => {
  let ledger: LedgerApp;
  let staff: string;
  let read: AccountReader;
  beforeAll(async () => {
    ledger = await createLedgerApp();
    staff = await ledger.token({ sub: 'staff-1', platformRole: 'staff' });
    read = readingAccounts(ledger, staff);
  });
  afterAll(() => ledger.close());

  const reverse = (organisation: string, key: string, body: object, paymentId = 'payment-1') =>
    request(ledger.server)
      .post(`/v1/organisations/${organisation}/purchases/${paymentId}/reversals`)
      .auth(staff, { type: 'bearer' })
      .set('Idempotency-Key', key)
      .send({ reason: 'Charged back', ...body });
  /** An organisation that bought 100 credits and spent some of them. */
  const spent = async (organisation: string, credits: bigint) => {
    await ledger.publish(registered(organisation), granted(organisation, 'payment-1', 100n, 2n));
    await read.balance(organisation, `billing#1:${organisation}:2`);
    await ledger.publish(usageMetered(organisation, 'run', credits, 1n));
    await read.balance(organisation, `metering#1:${organisation}:1`);
  };

  test('is an adjustment in the list, with actor and reason, and in no other history', async () => {
    await spent('shown', 60n);
    const answer = await reverse('shown', 'key-1', { credits: 30 }).expect(201);
    const { reversalId } = answer.body as { reversalId: string };
    expect(answer.body).toEqual({
      ...{ reversalId: expect.any(String), paymentId: 'payment-1', credits: 30, owed: 0 },
      removals: [{ lotId: 'payment-1', credits: 30 }],
    });
    const after = answer.headers['consistency-token'] as string;
    expect(await read.balance('shown', after)).toMatchObject({ balance: 10, caughtUp: true });
    const [row] = await read.transactions('shown');
    expect(row).toMatchObject({
      transactionId: `adjustment-${reversalId}`,
      type: 'ADJUSTMENT',
      credits: -30,
      actor: 'staff-1',
      details: { paymentId: 'payment-1', reason: 'Charged back', forced: false },
    });
    const purchases = await read.transactions('shown', { type: 'purchase' });
    expect(purchases).toEqual([expect.objectContaining({ type: 'PURCHASE', credits: 100 })]);
  });

  test('of spent credits is refused with the figures, and owed when it is forced', async () => {
    await spent('forced', 60n);
    const refused = await reverse('forced', 'key-1', { credits: 50 }).expect(409);
    expect(refused.body).toMatchObject({
      code: 'billing.credits_already_spent',
      details: { requested: 50, free: 40, bought: 100, reversed: 0 },
    });
    const forced = await reverse('forced', 'key-2', { credits: 50, force: true }).expect(201);
    expect(forced.body).toMatchObject({ removals: [{ lotId: 'payment-1', credits: 40 }], owed: 10 });
    const after = forced.headers['consistency-token'] as string;
    expect(await read.balance('forced', after)).toMatchObject({ balance: -10, available: -10 });
  });

  test('that was refused keeps no key: it is refused again as it is, and made when it is mended', async () => {
    await spent('mended', 60n);
    for (let time = 1; time <= 2; time++)
      expect((await reverse('mended', 'key-1', { credits: 50 }).expect(409)).body).toMatchObject({
        code: 'billing.credits_already_spent',
      });
    const forced = await reverse('mended', 'key-1', { credits: 50, force: true }).expect(201);
    expect(forced.body).toMatchObject({ credits: 50, owed: 10 });
    expect((await reverse('mended', 'key-1', { credits: 50 }).expect(422)).body).toMatchObject({
      code: 'request.idempotency_key_reused',
    });
  });

  test('is made once per key, and by however many people at once never takes more than was bought', async () => {
    await spent('raced', 10n);
    const same = await Promise.all(Array.from({ length: 3 }, () => reverse('raced', 'key-1', { credits: 30 })));
    expect(same.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(same.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const others = await Promise.all(
      Array.from({ length: 4 }, (_, n) => reverse('raced', `other-${n}`, { credits: 40, force: true })),
    );
    expect(others.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
    const types = (await ledger.storedMetadata('raced')).map(({ type }) => type);
    expect(types.filter((type) => type === 'PurchaseReversed')).toHaveLength(2);
  });

  test.each([
    ['nobody', 'payment-1', 404, 'ledger.account_not_found'],
    ['shown', 'payment-2', 404, 'ledger.purchase_not_found'],
    ['shown', 'x'.repeat(129), 400, 'request.invalid'],
  ])('of %s/%s is refused with %s %s', async (organisation, paymentId, status, code) => {
    const { body } = await reverse(organisation, 'key-9', { credits: 1 }, paymentId).expect(status);
    expect(body).toMatchObject({ code });
  });

  test.each([
    [{ credits: 0 }, 'credits'],
    [{ credits: 1_000_000_001 }, 'credits'],
    [{ credits: 5, reason: '' }, 'reason'],
    [{ credits: 5, reason: ' \u200b ' }, 'reason'],
    [{ credits: 5, force: 'yes' }, 'force'],
    [{ credits: 5, paymentId: 'y' }, 'paymentId'],
  ])('refuses %j and names %s', async (body, field) => {
    const { body: problem } = await reverse('shown', 'key-of-a-bad-request', body).expect(400);
    expect(problem).toMatchObject({ code: 'request.invalid', errors: [expect.objectContaining({ field })] });
  });
});
