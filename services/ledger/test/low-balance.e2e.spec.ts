import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createLedgerApp, granted, registered, type LedgerApp } from './ledger-app.js';

describe('the low-balance threshold over HTTP', () => {
  let ledger: LedgerApp;
  let admin: string;
  let operator: string;
  beforeAll(async () => {
    ledger = await createLedgerApp();
    admin = await ledger.token({ sub: 'ann', memberships: { acme: 'admin', nobody: 'admin' } });
    operator = await ledger.token({ sub: 'bob', memberships: { acme: 'operator' } });
    await ledger.publish(registered('acme'), granted('acme', 'payment-1', 2000n, 2n));
    await request(ledger.server)
      .get('/v1/organisations/acme/balance')
      .query({ after: 'billing#1:acme:2' })
      .auth(admin, { type: 'bearer' })
      .expect(200);
  });
  afterAll(() => ledger.close());

  const get = (organisation = 'acme') =>
    request(ledger.server)
      .get(`/v1/organisations/${organisation}/low-balance-threshold`)
      .auth(operator, { type: 'bearer' });
  const put = (key: string, body: object, token = admin, organisation = 'acme') =>
    request(ledger.server)
      .put(`/v1/organisations/${organisation}/low-balance-threshold`)
      .auth(token, { type: 'bearer' })
      .set('Idempotency-Key', key)
      .send(body);

  test('is the usual one until an admin sets it, and again after that', async () => {
    expect((await get().expect(200)).body).toEqual({ threshold: 200, own: false });
    expect((await put('key-1', { threshold: 0 }).expect(200)).body).toEqual({ threshold: 0, own: true });
    expect((await get().expect(200)).body).toEqual({ threshold: 0, own: true });
    expect((await put('key-2', { threshold: null }).expect(200)).body).toEqual({ threshold: 200, own: false });
    expect((await get().expect(200)).body).toEqual({ threshold: 200, own: false });
  });

  test('is set once per key', async () => {
    const first = await put('key-3', { threshold: 250 }).expect(200);
    await put('key-4', { threshold: 300 }).expect(200);
    const again = await put('key-3', { threshold: 250 }).expect(200);
    expect(again.headers['consistency-token']).toBe(first.headers['consistency-token']);
    expect((await get().expect(200)).body).toEqual({ threshold: 300, own: true });
    const reused = await put('key-3', { threshold: null }).expect(422);
    expect(reused.body).toMatchObject({ code: 'request.idempotency_key_reused' });
    const sets = (await ledger.storedMetadata('acme')).filter(({ type }) => type === 'LowBalanceThresholdSet');
    expect(sets.at(-1)).toMatchObject({ actor: 'ann', source: 'ledger-http' });
  });

  test('stands on the balance card, which is low at it and below it', async () => {
    const card = async () => {
      const { body } = await request(ledger.server)
        .get('/v1/organisations/acme/balance')
        .auth(operator, { type: 'bearer' })
        .expect(200);
      return (body as { lowBalance: object }).lowBalance;
    };
    await put('key-9', { threshold: null }).expect(200);
    expect(await card()).toEqual({ threshold: 200, own: false, low: false });
    await put('key-10', { threshold: 1999 }).expect(200);
    expect(await card()).toEqual({ threshold: 1999, own: true, low: false });
    await put('key-11', { threshold: 2000 }).expect(200);
    expect(await card()).toEqual({ threshold: 2000, own: true, low: true });
    await put('key-12', { threshold: 2001 }).expect(200);
    expect(await card()).toEqual({ threshold: 2001, own: true, low: true });
  });

  test('is set by admins and staff, not by operators', async () => {
    await put('key-5', { threshold: 1 }, operator).expect(403);
    const staff = await ledger.token({ sub: 'staff-1', platformRole: 'staff' });
    await put('key-6', { threshold: 1 }, staff).expect(200);
  });

  test('of an organisation that nobody registered is refused', async () => {
    const { body } = await put('key-7', { threshold: 1 }, admin, 'nobody').expect(404);
    expect(body).toMatchObject({ code: 'ledger.account_not_found' });
  });

  test.each([[{}], [{ threshold: -1 }], [{ threshold: 1_000_000_001 }], [{ threshold: 1.5 }], [{ threshold: '5' }]])(
    'refuses %j',
    async (body) => {
      expect((await put('key-8', body).expect(400)).body).toMatchObject({
        code: 'request.invalid',
        errors: [expect.objectContaining({ field: 'threshold' })],
      });
    },
  );
});
