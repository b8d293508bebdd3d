import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, SANDBOX_SECRET, startBilling } from '../../../test/billing-app.js';
import {
  orderCredits,
  registerOrganisation,
  returnFromGateway,
  sandboxMessage,
  sendWebhook,
  stateOf,
  verdicts,
} from '../../../test/purchases.js';
import { sign, SIGNATURE_HEADER } from '../../sandbox-gateway/sandbox-signature.js';

const FORGER = 'the secret of somebody else entirely';

describe('what claims to come from the gateway', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
    await registerOrganisation(billing);
  });
  afterAll(() => billing.close());

  it('changes nothing and is recorded when a webhook is signed with another secret', async () => {
    const purchase = await orderCredits(billing);
    const { body } = await sendWebhook(billing, sandboxMessage(purchase), FORGER).expect(401);
    expect(body.code).toBe('billing.gateway_signature_invalid');
    expect(await stateOf(billing, purchase)).toBe('PENDING');
    expect(await verdicts(billing, purchase)).toEqual(['WEBHOOK BAD_SIGNATURE']);
  });

  it('is not believed when one byte of a webhook was changed on its way', async () => {
    const purchase = await orderCredits(billing);
    const content = JSON.stringify(sandboxMessage(purchase));
    const send = (body: string) =>
      billing
        .anonymous()
        .post('/v1/gateways/sandbox/webhook')
        .set('Content-Type', 'application/json')
        .set(SIGNATURE_HEADER, sign(content, SANDBOX_SECRET))
        .send(body);
    await send(content.replace('177000', '177001')).expect(401);
    await send(`${content} `).expect(401);
    await send(content).expect(200, { verdict: 'APPLIED' });
  });

  it('is refused without a signature', async () => {
    const purchase = await orderCredits(billing);
    await billing.anonymous().post('/v1/gateways/sandbox/webhook').send(sandboxMessage(purchase)).expect(401);
    await billing.anonymous().post('/v1/gateways/sandbox/webhook').expect(401);
    expect(await stateOf(billing, purchase)).toBe('PENDING');
  });

  it('fails a pending payment when the browser returns with a bad signature, until the gateway proves it', async () => {
    const purchase = await orderCredits(billing);
    await returnFromGateway(billing, sandboxMessage(purchase), FORGER).expect(401);
    const { body } = await billing.get(`/v1/organisations/acme/payments/${purchase.paymentId}`).expect(200);
    expect(body).toMatchObject({ state: 'FAILED', reason: 'bad_signature' });
    await sendWebhook(billing, sandboxMessage(purchase)).expect(200, { verdict: 'APPLIED' });
    expect(await stateOf(billing, purchase)).toBe('COMPLETED');
    expect(await verdicts(billing, purchase)).toEqual(['RETURN BAD_SIGNATURE', 'WEBHOOK APPLIED']);
  });

  it('leaves a completed payment alone when the browser returns with a bad signature', async () => {
    const purchase = await orderCredits(billing);
    await returnFromGateway(billing, sandboxMessage(purchase)).expect(200);
    await returnFromGateway(billing, sandboxMessage(purchase), FORGER).expect(401);
    expect(await stateOf(billing, purchase)).toBe('COMPLETED');
  });

  it('is taken, recorded and changes nothing when it is about a payment nobody knows', async () => {
    const purchase = await orderCredits(billing);
    const unknown = { ...purchase, paymentId: '00000000-0000-4000-8000-000000000000' };
    await sendWebhook(billing, sandboxMessage(unknown)).expect(200, { verdict: 'UNKNOWN_PAYMENT' });
    await sendWebhook(billing, sandboxMessage({ ...purchase, checkoutId: 'chk_other' })).expect(200, {
      verdict: 'UNKNOWN_PAYMENT',
    });
    expect(await stateOf(billing, purchase)).toBe('PENDING');
    expect(await verdicts(billing, unknown)).toEqual(['WEBHOOK UNKNOWN_PAYMENT']);
  });

  it.each([
    [{ hello: 'world' }],
    [{ checkoutId: 'chk', reference: 'not-a-uuid', state: 'OPEN', amountMinor: '1', currency: 'INR' }],
    [
      {
        checkoutId: 'chk',
        reference: '00000000-0000-4000-8000-000000000000',
        state: 'PAID',
        amountMinor: '1',
        currency: 'INR',
      },
    ],
    [
      {
        checkoutId: 'chk',
        reference: '00000000-0000-4000-8000-000000000000',
        state: 'OPEN',
        amountMinor: '-1',
        currency: 'INR',
      },
    ],
    ['text'],
  ])('is refused and recorded when it is signed but malformed: %j', async (message) => {
    const { body } = await sendWebhook(billing, message).expect(400);
    expect(body.code).toBe('billing.gateway_message_malformed');
  });

  it('is refused when it is no JSON at all', async () => {
    const answer = await billing
      .anonymous()
      .post('/v1/gateways/sandbox/webhook')
      .set('Content-Type', 'application/json')
      .send('{"a":');
    expect([answer.status, answer.headers['content-type']]).toEqual([400, expect.stringContaining('problem+json')]);
  });

  it('keeps no more of a message than a few thousand characters', async () => {
    await sendWebhook(billing, { reference: '\u0000', padding: 'x'.repeat(100_000) }, FORGER).expect(401);
    const { rows } = await billing.database.query('SELECT max(length(content)) AS longest FROM gateway_events');
    expect(rows).toEqual([{ longest: 4_000 }]);
  });

  it('answers a browser with a page that says what became of the payment', async () => {
    const purchase = await orderCredits(billing);
    const answer = await returnFromGateway(billing, sandboxMessage(purchase)).set('Accept', 'text/html').expect(200);
    expect(answer.text).toContain('<h1>Payment completed</h1>');
    expect(answer.text).toContain('INR 1,770.00');
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});
