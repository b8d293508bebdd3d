import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, startBilling } from '../../../test/billing-app.js';
import { registerOrganisation } from '../../../test/purchases.js';

describe('a quote', () => {
  let billing: BillingApp;

  beforeAll(async () => {
    billing = await startBilling();
    await registerOrganisation(billing, 'acme', 'IN');
    await registerOrganisation(billing, 'yankee', 'US');
  });
  afterAll(() => billing.close());

  const quote = (organisationId: string, credits: unknown) =>
    billing.post(`/v1/organisations/${organisationId}/quotes`).send({ credits });
  const inr = (amountMinor: number) => ({ amountMinor, currency: 'INR' });

  it('adds 18% GST in rupees', async () => {
    const { body } = await quote('acme', 1_001).expect(200);
    expect(body).toEqual({
      credits: 1_001,
      unitPrice: '1.50',
      currency: 'INR',
      net: inr(150_150),
      taxLines: [{ name: 'GST', percent: '18', amount: inr(27_027) }],
      tax: inr(27_027),
      total: inr(177_177),
      balanceNow: null,
      balanceAfter: null,
    });
  });

  it.each([1_000, 1_001, 10_000_000])('costs the same for every credit, whatever their number', async (credits) => {
    const { body } = await quote('acme', credits).expect(200);
    expect(body).toMatchObject({ unitPrice: '1.50', net: inr(credits * 150) });
  });

  it('adds no tax in dollars', async () => {
    const { body } = await quote('yankee', 1_000).expect(200);
    const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
    expect(body).toMatchObject({ unitPrice: '0.02', net: usd(2_000), taxLines: [], tax: usd(0), total: usd(2_000) });
  });

  it('shows the balance before and after, once the ledger has told one', async () => {
    await billing.database.query(`INSERT INTO account_balances VALUES ('yankee', -50, 'ledger#1', 7)`);
    const { body } = await quote('yankee', 1_000).expect(200);
    expect(body).toMatchObject({ balanceNow: -50, balanceAfter: 950 });
  });

  it.each([
    [999, 422, 'billing.credits_below_minimum'],
    [-1_000, 422, 'billing.credits_below_minimum'],
    [10_000_001, 422, 'billing.credits_above_maximum'],
    [1e300, 422, 'billing.credits_above_maximum'],
    [1_000.5, 422, 'billing.credits_not_whole'],
    ['1000', 400, 'request.invalid'],
    [null, 400, 'request.invalid'],
  ])('of %p credits is refused', async (credits, status, code) => {
    const { body } = await quote('acme', credits).expect(status);
    expect(body.code).toBe(code);
  });

  it('uses the price that is in force, and not one that is yet to come', async () => {
    await billing.database.query(`INSERT INTO price_book VALUES ('USD', '2026-11-22T00:00:00Z', '0.03')`);
    expect((await quote('yankee', 1_000)).body.unitPrice).toBe('0.02');
    billing.clock.set('2026-11-21T23:59:59.999Z');
    expect((await quote('yankee', 1_000)).body.unitPrice).toBe('0.02');
    billing.clock.set('2026-11-22T00:00:00Z');
    expect((await quote('yankee', 1_000)).body.unitPrice).toBe('0.03');
  });

  it('is given to members, staff and services, of a registered organisation', async () => {
    const path = '/v1/organisations/acme/quotes';
    for (const role of ['admin', 'operator', 'staff', 'service'] as const)
      await billing.post(path, role).send({ credits: 1_000 }).expect(200);
    await billing.post(path, 'admin', 'rival').send({ credits: 1_000 }).expect(403);
    await billing.post('/v1/organisations/nobody/quotes', 'staff', 'acme').send({ credits: 1_000 }).expect(404);
  });
});
