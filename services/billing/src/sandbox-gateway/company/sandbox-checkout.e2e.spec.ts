import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit-ledger/testing';
import { type BillingApp, startBilling } from '../../../test/billing-app.js';
import { CHECKOUT_ROW, heldUp } from '../../../test/held-up.js';
import { orderCredits, type Purchase, registerOrganisation, stateOf, verdicts } from '../../../test/purchases.js';

describe('the checkout of the sandbox', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
    await billing.listen();
    await registerOrganisation(billing, 'acme', 'IN');
    await registerOrganisation(billing, 'yankee', 'US');
  });
  afterAll(() => billing.close());

  const page = ({ checkoutId }: Purchase) =>
    billing.anonymous().get(`/sandbox/checkout/${checkoutId}`).set('Accept', 'text/html');
  const decide = ({ checkoutId }: Purchase, decision: string) =>
    billing.anonymous().post(`/sandbox/checkout/${checkoutId}/${decision}`);

  it('shows rupees to be paid with Razorpay, and all four things one may do', async () => {
    const { text, headers } = await page(await orderCredits(billing)).expect(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    for (const words of [
      'INR 1,770.00',
      '1,000 credits',
      'Pay with Razorpay',
      'Decline the card',
      'Cancel',
      'Leave it hanging',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('shows dollars to be paid with PayGlocal', async () => {
    const { text } = await page(await orderCredits(billing, 'yankee')).expect(200);
    expect(text).toContain('USD 20.00');
    expect(text).toContain('Pay with PayGlocal');
  });

  it('tells billing by a signed webhook over HTTP when it is approved', async () => {
    const purchase = await orderCredits(billing);
    const { body } = await decide(purchase, 'approve').expect(200);
    expect(body.state).toBe('PAID');
    await eventually(async () => expect(await stateOf(billing, purchase)).toBe('COMPLETED'));
    expect(await verdicts(billing, purchase)).toEqual(['WEBHOOK APPLIED']);
    await eventually(async () => {
      const { rows } = await billing.database.query('SELECT 1 FROM sandbox_webhooks WHERE delivered_at IS NULL');
      expect(rows).toEqual([]);
    });
  });

  it('sends the browser back with an address that billing believes', async () => {
    const purchase = await orderCredits(billing);
    const redirect = await decide(purchase, 'decline').set('Accept', 'text/html').type('form').expect(303);
    const address = new URL(String(redirect.headers['location']));
    expect(address.origin + address.pathname).toBe(`${billing.publicUrl}/v1/payments/return`);
    const back = await billing
      .anonymous()
      .get(address.pathname + address.search)
      .set('Accept', 'text/html')
      .expect(200);
    expect(back.text).toContain('<h1>Payment failed</h1>');
    expect(await stateOf(billing, purchase)).toBe('FAILED');
  });

  it.each([
    ['approve', (_: { required: boolean }) => true],
    ['decline', ({ required }: { required: boolean }) => required],
  ])('sends back exactly what the description of the return names, on %s', async (decision, isSent) => {
    const { body: document } = await billing.anonymous().get('/openapi.json').expect(200);
    const { body } = await decide(await orderCredits(billing), decision).expect(200);
    const described = document.paths['/v1/payments/return'].get.parameters as { name: string; required: boolean }[];
    const sent = [...new URL(body.returnUrl).searchParams.keys()];
    expect(sent).toEqual(described.filter(isSent).map(({ name }) => name));
  });

  it('abandons the payment when it is cancelled', async () => {
    const purchase = await orderCredits(billing);
    await decide(purchase, 'cancel').expect(200);
    await eventually(async () => expect(await stateOf(billing, purchase)).toBe('ABANDONED'));
  });

  it('decides nothing when it is left hanging', async () => {
    const purchase = await orderCredits(billing);
    const { text } = await billing.anonymous().get(`/sandbox/checkout/${purchase.checkoutId}/left`).expect(200);
    expect(text).toContain('stays pending');
    expect(await stateOf(billing, purchase)).toBe('PENDING');
  });

  it('takes the money once, however often and in how many windows it is approved', async () => {
    const purchase = await orderCredits(billing);
    const answers = await heldUp(billing, { lock: CHECKOUT_ROW, id: purchase.checkoutId, waiting: 6 }, () =>
      Array.from({ length: 6 }, () => decide(purchase, 'approve').expect(200)),
    );
    expect(new Set(answers.map(({ body }) => body.returnUrl)).size).toBe(1);
    const refused = await decide(purchase, 'cancel').expect(409);
    expect(refused.body.code).toBe('sandbox.checkout_decided');
    await eventually(async () => expect(await verdicts(billing, purchase)).toEqual(['WEBHOOK APPLIED']));
    expect((await page(purchase)).text).toContain('Paid.');
  });

  it('is not there for whoever does not know its id', async () => {
    const unknown = { orderId: '', paymentId: '', checkoutId: 'chk_guessed' };
    await page(unknown).expect(404);
    await decide(unknown, 'approve').expect(404);
    const { body } = await decide(await orderCredits(billing), 'steal').expect(400);
    expect(body.errors).toMatchObject([{ field: 'decision' }]);
  });
});
