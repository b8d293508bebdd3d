import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, startBilling } from '../../../test/billing-app.js';

describe('organisations', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
  });
  afterAll(() => billing.close());

  const register = (body: object, key: string) =>
    billing.post('/v1/organisations', 'service').set('Idempotency-Key', key).send(body);

  it('starts on trial with what its region decides, and is told about with its free credits', async () => {
    const body = { organisationId: 'acme', name: 'Acme Marathons', region: 'IN' };
    const answer = await register(body, 'first').expect(201);
    const organisation = {
      ...body,
      plan: 'trial',
      currency: 'INR',
      timeZone: 'Asia/Kolkata',
      registeredAt: billing.clock.now(),
    };
    expect(answer.body).toEqual(organisation);
    expect(answer.headers['consistency-token']).toBe('billing#1:acme:2');
    const { body: read } = await billing.get('/v1/organisations/acme', 'operator').expect(200);
    expect(read).toEqual(organisation);
    expect(await billing.told('acme')).toEqual([
      {
        type: 'OrganisationRegistered',
        sequence: 1n,
        fact: {
          organisationId: 'acme',
          region: 'IN',
          currency: 'INR',
          timeZone: 'Asia/Kolkata',
          registeredAt: billing.clock.now(),
          actorId: 'service-1',
        },
      },
      {
        type: 'CreditsGranted',
        sequence: 2n,
        fact: {
          organisationId: 'acme',
          additionId: 'trial-acme',
          source: 2,
          credits: 200n,
          unitPrice: '0',
          currency: 'INR',
          paymentId: '',
          orderId: '',
          gateway: '',
          grantedAt: billing.clock.now(),
          actorId: 'service-1',
          reason: '',
        },
      },
    ]);
  });

  it('pays in dollars and counts in UTC outside India', async () => {
    const { body } = await register({ organisationId: 'yankee', region: 'US' }, 'yankee').expect(201);
    expect(body).toMatchObject({ currency: 'USD', timeZone: 'UTC', name: null });
  });

  it('answers the same when registered again with the same data, and tells nothing twice', async () => {
    const body = { organisationId: 'rival', name: 'Rival', region: 'DE' };
    const first = await register(body, 'rival-1').expect(201);
    const sameKey = await register(body, 'rival-1').expect(201);
    const otherKey = await register(body, 'rival-2').expect(200);
    expect([sameKey.body, otherKey.body]).toEqual([first.body, first.body]);
    expect(sameKey.headers['consistency-token']).toBe(first.headers['consistency-token']);
    expect(await billing.told('rival')).toHaveLength(2);
  });

  it('refuses to register the same id with other data', async () => {
    await register({ organisationId: 'taken', name: 'Taken', region: 'DE' }, 'taken-1').expect(201);
    for (const other of [{ region: 'IN', name: 'Taken' }, { region: 'DE', name: 'Another' }, { region: 'DE' }]) {
      const { body } = await register({ organisationId: 'taken', ...other }, `taken-${JSON.stringify(other)}`).expect(
        409,
      );
      expect(body.code).toBe('billing.organisation_already_registered');
    }
  });

  it('registers once when asked many times at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        register({ organisationId: 'third', region: 'IN' }, `third-${index % 6}`),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]));
    expect(await billing.told('third')).toHaveLength(2);
  });

  it('refuses another request with the same key', async () => {
    await register({ organisationId: 'keyed', region: 'IN' }, 'keyed').expect(201);
    const { body } = await register({ organisationId: 'keyed', region: 'US' }, 'keyed').expect(422);
    expect(body.code).toBe('request.idempotency_key_reused');
  });

  it('needs an idempotency key', async () => {
    const { body } = await billing
      .post('/v1/organisations', 'staff')
      .send({ organisationId: 'keyless', region: 'IN' })
      .expect(400);
    expect(body.code).toBe('request.idempotency_key_missing');
  });

  it.each([
    [{ organisationId: 'acme/../rival', region: 'IN' }, 'organisationId'],
    [{ organisationId: 'x'.repeat(65), region: 'IN' }, 'organisationId'],
    [{ organisationId: 7, region: 'IN' }, 'organisationId'],
    [{ organisationId: 'bad', region: 'India' }, 'region'],
    [{ organisationId: 'bad', region: 'IN', name: 'a\u0000b' }, 'name'],
    [{ organisationId: 'bad', region: 'IN', plan: 'enterprise' }, 'plan'],
    [{ region: 'IN' }, 'organisationId'],
  ])('names the field that is wrong in %j', async (body, field) => {
    const answer = await register(body, `bad-${field}`).expect(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid', errors: [{ field }] });
  });

  it('is registered by services and staff alone', async () => {
    const body = { organisationId: 'mine', region: 'IN' };
    const send = (role: 'admin' | 'operator') =>
      billing.post('/v1/organisations', role).set('Idempotency-Key', 'mine').send(body);
    await send('admin').expect(403);
    await send('operator').expect(403);
    await billing.anonymous().post('/v1/organisations').send(body).expect(401);
  });

  it('is seen by its own members, staff and services', async () => {
    await billing.get('/v1/organisations/acme', 'admin', 'rival').expect(403);
    for (const role of ['admin', 'operator', 'staff', 'service'] as const)
      await billing.get('/v1/organisations/acme', role).expect(200);
    const { body } = await billing.get('/v1/organisations/nobody', 'staff', 'acme').expect(404);
    expect(body.code).toBe('billing.organisation_not_found');
  });
});
