import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, startBilling } from '../../../test/billing-app.js';
import {
  orderCredits,
  type Purchase,
  recheck,
  registerOrganisation,
  returnFromGateway,
  sandboxMessage,
  sendWebhook,
} from '../../../test/purchases.js';

describe('what billing tells', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
    await registerOrganisation(billing);
  });
  afterAll(() => billing.close());

  const toldBecauseOf = async (correlationId: string) => {
    const sql = 'SELECT type, causation_id FROM outbox WHERE correlation_id = $1 ORDER BY sequence';
    const { rows } = await billing.database.query<{ type: string; causation_id: string }>(sql, [correlationId]);
    return rows.map(({ type, causation_id }) => [type.split('.').at(-1), causation_id]);
  };
  const gatewayEventOf = async ({ paymentId }: Purchase): Promise<string> => {
    const sql = 'SELECT event_id FROM gateway_events WHERE payment_id = $1';
    return (await billing.database.query<{ event_id: string }>(sql, [paymentId])).rows[0]?.event_id ?? '';
  };

  it('of a registration names the request', async () => {
    await billing
      .post('/v1/organisations', 'service')
      .set('Idempotency-Key', 'register-third')
      .set('X-Correlation-Id', 'registration-1')
      .send({ organisationId: 'third', region: 'IN' })
      .expect(201);
    expect(await toldBecauseOf('registration-1')).toEqual([
      ['OrganisationRegistered', 'registration-1'],
      ['CreditsGranted', 'registration-1'],
    ]);
  });

  it('of the first payment names the request and the event of the gateway', async () => {
    const purchase = await orderCredits(billing);
    await sendWebhook(billing, sandboxMessage(purchase)).set('X-Correlation-Id', 'webhook-1').expect(200);
    const event = await gatewayEventOf(purchase);
    expect(await toldBecauseOf('webhook-1')).toEqual([
      ['CreditsGranted', event],
      ['PaymentCompleted', event],
      ['PlanChanged', event],
    ]);
  });

  it('of a payment that a browser brought back names the request and the event of the gateway', async () => {
    const purchase = await orderCredits(billing);
    await returnFromGateway(billing, sandboxMessage(purchase)).set('X-Correlation-Id', 'return-1').expect(200);
    const event = await gatewayEventOf(purchase);
    expect(await toldBecauseOf('return-1')).toEqual([
      ['CreditsGranted', event],
      ['PaymentCompleted', event],
    ]);
  });

  it('of a recheck names the request, and what the gateway said or else the request itself', async () => {
    const purchase = await orderCredits(billing);
    await billing.anonymous().post(`/sandbox/checkout/${purchase.checkoutId}/approve`).expect(200);
    await recheck(billing, purchase).set('X-Correlation-Id', 'recheck-1').expect(200);
    const event = await gatewayEventOf(purchase);
    expect(await toldBecauseOf('recheck-1')).toEqual([
      ['CreditsGranted', event],
      ['PaymentCompleted', event],
    ]);
    billing.clock.advanceMs(60_000);
    await recheck(billing, purchase).set('X-Correlation-Id', 'recheck-2').expect(200);
    expect(await toldBecauseOf('recheck-2')).toEqual([['CreditsGranted', 'recheck-2']]);
  });
});
