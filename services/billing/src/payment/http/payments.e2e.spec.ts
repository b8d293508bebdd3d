import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BillingApp, startBilling } from '../../../test/billing-app.js';
import { orderCredits, recheck, registerOrganisation } from '../../../test/purchases.js';

describe('payments', () => {
  let billing: BillingApp;
  let newestFirst: string[];

  beforeAll(async () => {
    billing = await startBilling();
    await registerOrganisation(billing, 'acme', 'IN');
    await registerOrganisation(billing, 'rival', 'US');
    const placed: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      placed.push((await orderCredits(billing)).paymentId);
      // Every other payment starts at the same moment as the one before.
      if (index % 2 === 1) billing.clock.advanceMs(1);
    }
    await orderCredits(billing, 'rival');
    newestFirst = placed.reverse();
  });
  afterAll(() => billing.close());

  const PAYMENTS = '/v1/organisations/acme/payments';
  const idsOf = (body: { items: { paymentId: string }[] }) => body.items.map(({ paymentId }) => paymentId);

  it('are listed newest first, of this organisation alone', async () => {
    const { body } = await billing.get(PAYMENTS, 'operator').expect(200);
    expect(idsOf(body)).toEqual(newestFirst);
    expect(body.nextCursor).toBeNull();
  });

  it('are listed page by page, without gaps and repetitions, also when new ones arrive in between', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null; page += 1) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await billing.get(`${PAYMENTS}?limit=3${more}`).expect(200);
      seen.push(...idsOf(body));
      cursor = body.nextCursor;
      if (page === 0) await orderCredits(billing);
    }
    expect(seen).toEqual(newestFirst);
  });

  it.each(['limit=0', 'limit=201', 'limit=ten', 'cursor=bm90IGEgY3Vyc29y', 'cursor=', 'page=2'])(
    'refuse the page %s',
    async (query) => {
      const { body } = await billing.get(`${PAYMENTS}?${query}`).expect(400);
      expect(body.code).toBe('request.invalid');
      expect(body.errors[0].field).toBe(query.split('=')[0]);
    },
  );

  it('of another organisation are not found, neither read nor rechecked', async () => {
    const [paymentId = ''] = newestFirst;
    const { body } = await billing.get(`/v1/organisations/rival/payments/${paymentId}`).expect(404);
    expect(body.code).toBe('billing.payment_not_found');
    await recheck(billing, { orderId: '', paymentId, checkoutId: '' }, 'rival').expect(404);
    await billing.get(`${PAYMENTS}/${paymentId}`, 'admin', 'rival').expect(403);
  });

  it('are rechecked by admins and staff alone', async () => {
    const path = `${PAYMENTS}/${newestFirst[0]}/recheck`;
    await billing.post(path, 'operator').expect(403);
    await billing.post(path, 'service').expect(403);
    await billing.post(path, 'staff').expect(200);
  });

  it('need ids that are ids', async () => {
    const { body } = await billing.get(`${PAYMENTS}/12`).expect(400);
    expect(body.errors).toMatchObject([{ field: 'paymentId' }]);
  });
});
