import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, startBilling } from '../../../test/billing-app.js';
import { heldUp, ORGANISATION_ROW, PAYMENT_ROW } from '../../../test/held-up.js';
import {
  orderCredits,
  type Purchase,
  recheck,
  registerOrganisation,
  returnFromGateway,
  sandboxMessage,
  sendWebhook,
  stateOf,
  verdicts,
} from '../../../test/purchases.js';

describe('finalising a payment', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
    await registerOrganisation(billing);
  });
  afterAll(() => billing.close());

  const approveAtGateway = ({ checkoutId }: Purchase) =>
    billing.anonymous().post(`/sandbox/checkout/${checkoutId}/approve`).expect(200);
  const grantsOf = async ({ paymentId }: Purchase) => {
    const told = await billing.told('acme');
    const of = (type: string, field: string) =>
      told.filter((one) => one.type === type && one.fact[field] === paymentId);
    return { granted: of('CreditsGranted', 'additionId'), completed: of('PaymentCompleted', 'paymentId') };
  };

  it('grants the credits, says what was paid and makes a trial organisation pay as you go, all at once', async () => {
    const purchase = await orderCredits(billing);
    const answer = await sendWebhook(billing, sandboxMessage(purchase)).expect(200, { verdict: 'APPLIED' });
    expect(answer.headers['consistency-token']).toBe('billing#1:acme:3');
    const now = billing.clock.now();
    const common = {
      organisationId: 'acme',
      orderId: purchase.orderId,
      paymentId: purchase.paymentId,
      credits: 1_000n,
      unitPrice: '1.50',
      currency: 'INR',
      gateway: 'sandbox',
      actorId: 'admin-of-acme',
    };
    expect((await billing.told('acme')).slice(2)).toEqual([
      {
        type: 'CreditsGranted',
        sequence: 3n,
        fact: { ...common, additionId: purchase.paymentId, source: 1, grantedAt: now, reason: '' },
      },
      {
        type: 'PaymentCompleted',
        sequence: 4n,
        fact: {
          ...common,
          type: 1,
          netMinor: 150_000n,
          taxMinor: 27_000n,
          totalMinor: 177_000n,
          gatewayPaymentId: `pay_${purchase.paymentId}`,
          completedAt: now,
        },
      },
      {
        type: 'PlanChanged',
        sequence: 5n,
        fact: { organisationId: 'acme', plan: 'payg', previousPlan: 'trial', changedAt: now, actorId: 'admin-of-acme' },
      },
    ]);
    expect((await billing.get('/v1/organisations/acme')).body.plan).toBe('payg');
    const { body: order } = await billing.get(`/v1/organisations/acme/orders/${purchase.orderId}`).expect(200);
    expect(order).toMatchObject({
      state: 'FULFILLED',
      fulfilledAt: now,
      payment: { state: 'COMPLETED', completedAt: now },
    });
  });

  it('changes the plan with the first purchase only', async () => {
    const purchase = await orderCredits(billing);
    await sendWebhook(billing, sandboxMessage(purchase)).expect(200);
    expect((await billing.told('acme')).filter(({ type }) => type === 'PlanChanged')).toHaveLength(1);
  });

  it('happens once, whatever mix of webhooks, returns and rechecks arrives at the same moment', async () => {
    const purchase = await orderCredits(billing);
    await billing.database.query(
      `UPDATE sandbox_checkouts SET state = 'PAID', gateway_payment_id = $2 WHERE checkout_id = $1`,
      [purchase.checkoutId, `pay_${purchase.paymentId}`],
    );
    // As many wait as the pool has connections; the others follow.
    const answers = await heldUp(billing, { lock: PAYMENT_ROW, id: purchase.paymentId, waiting: 8 }, () =>
      Array.from({ length: 8 }, () => [
        sendWebhook(billing, sandboxMessage(purchase)),
        returnFromGateway(billing, sandboxMessage(purchase)),
        recheck(billing, purchase),
      ]).flat(),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
    const { granted, completed } = await grantsOf(purchase);
    expect([granted.length, completed.length]).toEqual([1, 1]);
    const token = `billing#1:acme:${granted[0]?.sequence}`;
    expect(new Set(answers.map(({ headers }) => headers['consistency-token']))).toEqual(new Set([token]));
    expect((await verdicts(billing, purchase)).filter((line) => line.endsWith('APPLIED'))).toHaveLength(1);
  });

  it('changes the plan once when two first purchases complete at the same moment', async () => {
    await registerOrganisation(billing, 'rival', 'IN');
    const purchases = [await orderCredits(billing, 'rival'), await orderCredits(billing, 'rival')];
    await heldUp(billing, { lock: ORGANISATION_ROW, id: 'rival', waiting: 2 }, () =>
      purchases.map((purchase) => sendWebhook(billing, sandboxMessage(purchase)).expect(200)),
    );
    const types = (await billing.told('rival')).map(({ type }) => type).sort();
    const each = ['CreditsGranted', 'PaymentCompleted'];
    expect(types).toEqual([...each, ...each, 'CreditsGranted', 'OrganisationRegistered', 'PlanChanged'].sort());
  });

  it('keeps two payments of one organisation apart that complete at the same moment', async () => {
    const purchases = await Promise.all([orderCredits(billing), orderCredits(billing), orderCredits(billing)]);
    await Promise.all(purchases.map((purchase) => sendWebhook(billing, sandboxMessage(purchase)).expect(200)));
    for (const purchase of purchases) expect((await grantsOf(purchase)).granted).toHaveLength(1);
    const sequences = (await billing.told('acme')).map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => BigInt(index + 1)));
  });

  it.each([
    ['DECLINED', 'FAILED', 'declined'],
    ['CANCELLED', 'ABANDONED', 'cancelled'],
  ] as const)(
    'ends a payment that was %s as %s, and still completes it when it is paid after all',
    async (state, ended, reason) => {
      const purchase = await orderCredits(billing);
      await sendWebhook(billing, sandboxMessage(purchase, { state, gatewayPaymentId: undefined })).expect(200, {
        verdict: 'APPLIED',
      });
      const { body } = await billing.get(`/v1/organisations/acme/payments/${purchase.paymentId}`).expect(200);
      expect(body).toMatchObject({ state: ended, reason });
      expect((await grantsOf(purchase)).granted).toEqual([]);
      await approveAtGateway(purchase);
      expect((await recheck(billing, purchase).expect(200)).body).toMatchObject({ state: 'COMPLETED', reason: null });
      expect((await grantsOf(purchase)).granted).toHaveLength(1);
    },
  );

  it('leaves a completed payment alone when a decline arrives late', async () => {
    const purchase = await orderCredits(billing);
    await returnFromGateway(billing, sandboxMessage(purchase)).expect(200);
    await sendWebhook(billing, sandboxMessage(purchase, { state: 'DECLINED', gatewayPaymentId: undefined })).expect(
      200,
      { verdict: 'NO_CHANGE' },
    );
    expect(await stateOf(billing, purchase)).toBe('COMPLETED');
  });

  it('leaves a payment pending whose checkout is still open', async () => {
    const purchase = await orderCredits(billing);
    expect((await recheck(billing, purchase).expect(200)).body.state).toBe('PENDING');
    expect(await verdicts(billing, purchase)).toEqual(['RECHECK NO_CHANGE']);
  });

  it('is not done with another amount or currency: the payment is flagged', async () => {
    for (const wrong of [{ amountMinor: '176999' }, { amountMinor: '177001' }, { currency: 'USD' }]) {
      const purchase = await orderCredits(billing);
      const answer = await sendWebhook(billing, sandboxMessage(purchase, wrong)).expect(200, { verdict: 'FLAGGED' });
      expect(answer.headers['consistency-token']).toBeUndefined();
      const { body } = await billing.get(`/v1/organisations/acme/payments/${purchase.paymentId}`).expect(200);
      expect(body).toMatchObject({ state: 'PENDING', flag: 'AMOUNT_MISMATCH' });
      expect(await grantsOf(purchase)).toEqual({ granted: [], completed: [] });
    }
  });

  it('flags a payment that was paid twice and grants once', async () => {
    const purchase = await orderCredits(billing);
    await sendWebhook(billing, sandboxMessage(purchase)).expect(200);
    await sendWebhook(billing, sandboxMessage(purchase, { gatewayPaymentId: 'pay_again' })).expect(200, {
      verdict: 'FLAGGED',
    });
    expect((await grantsOf(purchase)).granted).toHaveLength(1);
  });

  it('sends the grant again on a recheck when the credits have not shown up for a minute', async () => {
    const purchase = await orderCredits(billing);
    await sendWebhook(billing, sandboxMessage(purchase)).expect(200);
    billing.clock.advanceMs(59_999);
    await recheck(billing, purchase).expect(200);
    expect((await grantsOf(purchase)).granted).toHaveLength(1);
    billing.clock.advanceMs(1);
    await recheck(billing, purchase).expect(200);
    const { granted, completed } = await grantsOf(purchase);
    expect(granted.map(({ fact }) => fact)).toEqual([granted[0]?.fact, granted[0]?.fact]);
    expect(completed).toHaveLength(1);
    await billing.database.query('UPDATE payments SET credits_added_at = now() WHERE payment_id = $1', [
      purchase.paymentId,
    ]);
    await recheck(billing, purchase).expect(200);
    expect((await grantsOf(purchase)).granted).toHaveLength(2);
  });
});
