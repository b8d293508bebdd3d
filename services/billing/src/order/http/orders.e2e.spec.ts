import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, startBilling } from '../../../test/billing-app.js';
import { registerOrganisation, sandboxMessage, sendWebhook } from '../../../test/purchases.js';

describe('a credit order', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
    await registerOrganisation(billing, 'acme', 'IN');
    await registerOrganisation(billing, 'rival', 'US');
  });
  afterAll(() => billing.close());

  const ORDERS = '/v1/organisations/acme/orders';
  const place = (key: string, body: object = { credits: 1_000, refundPolicyAccepted: true }) =>
    billing.post(ORDERS).set('Idempotency-Key', key).send(body);
  const inr = (amountMinor: number) => ({ amountMinor, currency: 'INR' });

  it('freezes the price and opens a checkout for a pending payment', async () => {
    const placed = await place('first').expect(201);
    expect(placed.body).toMatchObject({
      state: 'PLACED',
      credits: 1_000,
      unitPrice: '1.50',
      net: inr(150_000),
      tax: inr(27_000),
      total: inr(177_000),
      payment: {
        state: 'PENDING',
        type: 'CREDITS',
        gateway: 'sandbox',
        amount: inr(177_000),
        reason: null,
        flag: null,
      },
    });
    expect(placed.body.payment.checkoutUrl).toMatch(
      new RegExp(`^${billing.publicUrl}/sandbox/checkout/chk_[\\w-]{32}$`),
    );
    expect(placed.headers['location']).toBe(`${ORDERS}/${placed.body.orderId}`);
    const { body: read } = await billing.get(`${ORDERS}/${placed.body.orderId}`, 'operator').expect(200);
    expect(read).toEqual(placed.body);
  });

  it('keeps its price when the price book changes', async () => {
    const { body: placed } = await place('before-the-new-price').expect(201);
    await billing.database.query(`INSERT INTO price_book VALUES ('INR', '2026-11-21T10:00:00Z', '2.00', 'GST', '18')`);
    billing.clock.set('2026-11-21T10:00:00Z');
    const { body: later } = await place('after-the-new-price').expect(201);
    expect(later.unitPrice).toBe('2.00');
    expect((await billing.get(`${ORDERS}/${placed.orderId}`)).body).toMatchObject({
      unitPrice: '1.50',
      total: inr(177_000),
    });
    expect((await place('before-the-new-price').expect(201)).body).toEqual(placed);
  });

  it('is placed once per idempotency key, however many requests carry it at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => place('same-key')));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map(({ body }) => body.orderId)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.payment.checkoutUrl)).size).toBe(1);
  });

  it('is answered as it was placed when its key comes again, even after it was paid', async () => {
    const { body: placed } = await place('paid-meanwhile').expect(201);
    const checkoutId = String(placed.payment.checkoutUrl).split('/').at(-1) ?? '';
    const purchase = { orderId: placed.orderId, paymentId: placed.payment.paymentId, checkoutId };
    const { amountMinor, currency } = placed.total;
    await sendWebhook(billing, sandboxMessage(purchase, { amountMinor: String(amountMinor), currency })).expect(200);
    expect((await place('paid-meanwhile').expect(201)).body).toEqual(placed);
    expect((await billing.get(`${ORDERS}/${placed.orderId}`)).body.state).toBe('FULFILLED');
  });

  it('is another order under another key, each with a payment of its own', async () => {
    const [one, other] = await Promise.all([place('one'), place('other')]);
    expect(one.body.orderId).not.toBe(other.body.orderId);
    expect(one.body.payment.paymentId).not.toBe(other.body.payment.paymentId);
  });

  it('is refused with a key that was used for another order', async () => {
    await place('used').expect(201);
    const { body } = await place('used', { credits: 2_000, refundPolicyAccepted: true }).expect(422);
    expect(body.code).toBe('request.idempotency_key_reused');
  });

  it.each([
    [{ credits: 1_000, refundPolicyAccepted: false }, 422, 'billing.refund_policy_not_accepted'],
    [{ credits: 1_000 }, 400, 'request.invalid'],
    [{ credits: 1_000, refundPolicyAccepted: 'true' }, 400, 'request.invalid'],
    [{ credits: 999, refundPolicyAccepted: true }, 422, 'billing.credits_below_minimum'],
    [{ credits: 10_000_001, refundPolicyAccepted: true }, 422, 'billing.credits_above_maximum'],
    [{ credits: 1_000, refundPolicyAccepted: true, unitPrice: '0.01' }, 400, 'request.invalid'],
  ])('of %j is refused and leaves nothing behind', async (body, status, code) => {
    const before = await countOrders();
    const answer = await place('refused', body).expect(status);
    expect(answer.body.code).toBe(code);
    expect(await countOrders()).toBe(before);
  });

  it('is placed by an admin of the organisation, and by nobody else', async () => {
    const send = (role: 'admin' | 'operator' | 'staff' | 'service', organisationId?: string) =>
      billing
        .post(ORDERS, role, organisationId)
        .set('Idempotency-Key', 'whose')
        .send({ credits: 1_000, refundPolicyAccepted: true });
    for (const role of ['operator', 'staff', 'service'] as const) await send(role).expect(403);
    await send('admin', 'rival').expect(403);
  });

  it('of another organisation is not found', async () => {
    const { body } = await place('acme-only').expect(201);
    const answer = await billing.get(`/v1/organisations/rival/orders/${body.orderId}`).expect(404);
    expect(answer.body.code).toBe('billing.order_not_found');
    await billing.get('/v1/organisations/rival/orders/not-a-uuid').expect(400);
  });

  const countOrders = async (): Promise<unknown> =>
    (await billing.database.query('SELECT count(*) FROM credit_orders')).rows[0]?.count;
});
