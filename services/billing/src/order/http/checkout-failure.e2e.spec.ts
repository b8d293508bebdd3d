import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Log } from '@credit-ledger/kernel';
import { LOGGER } from '@credit-ledger/nest-platform';
import { type BillingApp, startBilling } from '../../../test/billing-app.js';
import { recheck, registerOrganisation, sandboxMessage, sendWebhook, stateOf } from '../../../test/purchases.js';

describe('an order whose checkout cannot be opened', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
    await registerOrganisation(billing);
  });
  afterAll(() => billing.close());

  const place = (key: string) =>
    billing
      .post('/v1/organisations/acme/orders')
      .set('Idempotency-Key', key)
      .set('X-Correlation-Id', `order-${key}`)
      .send({ credits: 1_000, refundPolicyAccepted: true });

  async function withoutGateway<T>(work: () => Promise<T>): Promise<T> {
    await billing.database.query('ALTER TABLE sandbox_checkouts RENAME TO sandbox_checkouts_away');
    try {
      return await work();
    } finally {
      await billing.database.query('ALTER TABLE sandbox_checkouts_away RENAME TO sandbox_checkouts');
    }
  }

  it('fails the payment, says so each time the key comes again, and works with a new key', async () => {
    const warn = jest.spyOn(billing.provided<Log>(LOGGER), 'warn');
    const { body } = await withoutGateway(() => place('down').expect(502));
    const [line] = warn.mock.calls.filter(([, message]) => message === 'checkout not opened');
    expect(line?.[0]).toMatchObject({ correlationId: 'order-down' });
    expect(body.code).toBe('billing.gateway_unavailable');
    const { body: list } = await billing.get('/v1/organisations/acme/payments').expect(200);
    expect(list.items).toMatchObject([{ state: 'FAILED', reason: 'checkout_not_opened', checkoutUrl: null }]);
    await place('down').expect(502);
    await place('up-again').expect(201);
  });

  it('opens the checkout on repetition when the first request was cut short in between', async () => {
    const { body: first } = await place('cut-short').expect(201);
    // As a crash leaves it: the order is committed, and what the gateway answered never was.
    await billing.database.query('UPDATE payments SET checkout_id = NULL, checkout_url = NULL WHERE order_id = $1', [
      first.orderId,
    ]);
    const { body: second } = await place('cut-short').expect(201);
    expect(second).toEqual(first);
  });

  it('completes a payment whose checkout was never stored, when the gateway proves it', async () => {
    const { body } = await place('never-stored').expect(201);
    const checkoutId = String(body.payment.checkoutUrl).split('/').at(-1) ?? '';
    const purchase = { orderId: body.orderId, paymentId: body.payment.paymentId, checkoutId };
    await billing.database.query('UPDATE payments SET checkout_id = NULL, checkout_url = NULL WHERE order_id = $1', [
      body.orderId,
    ]);
    await sendWebhook(billing, sandboxMessage(purchase)).expect(200, { verdict: 'APPLIED' });
    expect(await stateOf(billing, purchase)).toBe('COMPLETED');
  });

  it('is failed by a recheck when the gateway never heard of it', async () => {
    const { body } = await place('unheard').expect(201);
    await billing.database.query('DELETE FROM sandbox_checkouts WHERE reference = $1', [body.payment.paymentId]);
    const answer = await recheck(billing, { ...body.payment, checkoutId: '' }).expect(200);
    expect(answer.body).toMatchObject({ state: 'FAILED', reason: 'checkout_not_opened' });
  });

  it('leaves a payment as it is when a recheck cannot ask', async () => {
    const { body } = await place('ask-in-vain').expect(201);
    const answer = await withoutGateway(() => recheck(billing, { ...body.payment, checkoutId: '' }).expect(502));
    expect(answer.body.code).toBe('billing.gateway_unavailable');
    expect(await stateOf(billing, body.payment)).toBe('PENDING');
  });
});
