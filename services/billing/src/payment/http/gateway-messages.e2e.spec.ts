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

  it('changes nothing and is recorded, once, when a webhook is signed with another secret', async () => {
    const purchase = await orderCredits(billing);
    const { body } = await sendWebhook(billing, sandboxMessage(purchase), FORGER).expect(401);
    expect(body.code).toBe('billing.gateway_signature_invalid');
    expect(await stateOf(billing, purchase)).toBe('PENDING');
    await sendWebhook(billing, sandboxMessage(purchase), FORGER).expect(401);
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
    await sendWebhook(billing, { reference: '\u0000', padding: 'x'.repeat(100_000) }).expect(400);
    const { rows } = await billing.database.query('SELECT max(length(content)) AS longest FROM gateway_events');
    expect(rows).toEqual([{ longest: 4_000 }]);
  });

  it('is kept beside a forgery of the same words, and of forgeries the newest are kept', async () => {
    const purchase = await orderCredits(billing);
    const paid = sandboxMessage(purchase);
    await sendWebhook(billing, paid).expect(200);
    await billing.database.query(`
      INSERT INTO gateway_events (event_id, gateway, channel, verdict, content, received_at)
      SELECT gen_random_uuid(), 'sandbox', 'WEBHOOK', 'BAD_SIGNATURE', n::text, '2020-01-01' FROM generate_series(1, 10000) n`);
    await sendWebhook(billing, paid, FORGER).expect(401);
    expect(await verdicts(billing, purchase)).toEqual(['WEBHOOK APPLIED', 'WEBHOOK BAD_SIGNATURE']);
    const { rows } = await billing.database.query(
      `SELECT count(*)::int AS forgeries FROM gateway_events WHERE verdict = 'BAD_SIGNATURE'`,
    );
    expect(rows).toEqual([{ forgeries: 10_000 }]);
  });

  it('is one record however often it is told, and however the address is written', async () => {
    const purchase = await orderCredits(billing);
    const paid = sandboxMessage(purchase);
    const returned = returnFromGateway(billing, paid).url;
    const path = returned.slice(returned.indexOf('/v1/'));
    await billing.anonymous().get(path).expect(200);
    await billing.anonymous().get(path.replace('?', '?checkoutId=another&')).expect(200);
    await billing
      .anonymous()
      .get(path.replace(/signature=.*/, (last) => last.toUpperCase().replace('SIGNATURE', 'signature')))
      .expect(401);
    await billing
      .anonymous()
      .get(path.replace(/(.*\?)(.*)&(signature=.*)/, '$1$3&$2'))
      .expect(200);
    for (let times = 0; times < 3; times += 1) await sendWebhook(billing, paid).expect(200, { verdict: 'NO_CHANGE' });
    for (let times = 0; times < 3; times += 1) await sendWebhook(billing, { hello: 'again' }).expect(400);
    expect(await verdicts(billing, purchase)).toEqual(['RETURN APPLIED', 'RETURN BAD_SIGNATURE', 'WEBHOOK NO_CHANGE']);
    const { rows } = await billing.database.query(`SELECT verdict FROM gateway_events WHERE content LIKE '%again%'`);
    expect(rows).toEqual([{ verdict: 'MALFORMED' }]);
  });

  it('is recorded with what came of it at last', async () => {
    const purchase = await orderCredits(billing);
    const paid = sandboxMessage(purchase);
    await billing.database.query(`UPDATE payments SET gateway = 'other' WHERE payment_id = $1`, [purchase.paymentId]);
    await sendWebhook(billing, paid).expect(200, { verdict: 'UNKNOWN_PAYMENT' });
    await billing.database.query(`UPDATE payments SET gateway = 'sandbox' WHERE payment_id = $1`, [purchase.paymentId]);
    await sendWebhook(billing, paid).expect(200, { verdict: 'APPLIED' });
    await sendWebhook(billing, paid).expect(200, { verdict: 'NO_CHANGE' });
    expect(await verdicts(billing, purchase)).toEqual(['WEBHOOK APPLIED']);
  });

  it('answers a browser with a page that says what became of the payment', async () => {
    const purchase = await orderCredits(billing);
    const answer = await returnFromGateway(billing, sandboxMessage(purchase)).set('Accept', 'text/html').expect(200);
    expect(answer.text).toContain('<h1>Payment completed</h1>');
    expect(answer.text).toContain('INR 1,770.00');
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});
