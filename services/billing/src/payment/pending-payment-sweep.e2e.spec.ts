import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Log } from '@credit-ledger/kernel';
import { LOGGER } from '@credit-ledger/nest-platform';
import { type BillingApp, startBilling } from '../../test/billing-app.js';
import { orderCredits, registerOrganisation, stateOf } from '../../test/purchases.js';
import { PendingPaymentSweep } from './pending-payment-sweep.js';

describe('the sweep of pending payments', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
    await registerOrganisation(billing);
  });
  afterAll(() => billing.close());

  it('asks the gateway after 24 hours: completes what was paid, and abandons the rest', async () => {
    const paid = await orderCredits(billing);
    const unpaid = await orderCredits(billing);
    // Nobody listens at billing's address in this spec, so the webhook of this approval is lost.
    await billing.anonymous().post(`/sandbox/checkout/${paid.checkoutId}/approve`).expect(200);
    const sweep = billing.provided<PendingPaymentSweep>(PendingPaymentSweep);
    const states = async () => [await stateOf(billing, paid), await stateOf(billing, unpaid)];

    billing.clock.advanceMs(24 * 60 * 60 * 1_000 - 1);
    const young = await orderCredits(billing);
    await sweep.sweep();
    expect(await states()).toEqual(['PENDING', 'PENDING']);

    const info = jest.spyOn(billing.provided<Log>(LOGGER), 'info');
    billing.clock.advanceMs(1);
    await Promise.all([sweep.sweep(), sweep.sweep()]);
    expect(await states()).toEqual(['COMPLETED', 'ABANDONED']);
    expect(await stateOf(billing, young)).toBe('PENDING');
    expect((await billing.told('acme')).filter(({ type }) => type === 'PaymentCompleted')).toHaveLength(1);
    const { body } = await billing.get(`/v1/organisations/acme/payments/${unpaid.paymentId}`);
    expect(body.reason).toBe('overdue');
    const settled = info.mock.calls.filter(([, message]) => message === 'overdue payment settled');
    expect(settled[0]?.[0]).toMatchObject({ paymentId: unpaid.paymentId, correlationId: expect.any(String) });
  });
});
