import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, freePort } from '@credit-ledger/testing';
import { type BillingApp, SANDBOX_SECRET, startBilling } from '../../../test/billing-app.js';
import { orderCredits, registerOrganisation } from '../../../test/purchases.js';
import { sign, SIGNATURE_HEADER } from '../sandbox-signature.js';

type Delivery = { readonly path: string | undefined; readonly body: string; readonly signature: unknown };

describe('webhooks of the sandbox', () => {
  let billing: BillingApp;
  let shop: Server;
  const answers = [500, 503];
  const deliveries: Delivery[] = [];

  beforeAll(async () => {
    const port = await freePort();
    shop = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        deliveries.push({ path: request.url, body, signature: request.headers[SIGNATURE_HEADER] });
        response.writeHead(answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => shop.listen(port, '127.0.0.1', resolve));
    billing = await startBilling({ PUBLIC_URL: `http://127.0.0.1:${port}` });
    await registerOrganisation(billing);
  });
  afterAll(async () => {
    await billing.close();
    await new Promise((resolve) => shop.close(resolve));
  });

  it('come again, the same and signed, until they are taken, and then no more', async () => {
    const { checkoutId } = await orderCredits(billing);
    await billing.anonymous().post(`/sandbox/checkout/${checkoutId}/approve`).expect(200);
    await eventually(async () => {
      const { rows } = await billing.database.query(
        'SELECT attempts FROM sandbox_webhooks WHERE delivered_at IS NOT NULL',
      );
      expect(rows).toEqual([{ attempts: 3 }]);
    });
    expect(new Set(deliveries.map(({ body }) => body)).size).toBe(1);
    const [first] = deliveries;
    expect(first).toMatchObject({
      path: '/v1/gateways/sandbox/webhook',
      signature: sign(first?.body ?? '', SANDBOX_SECRET),
    });
    expect(JSON.parse(first?.body ?? '{}')).toMatchObject({
      checkoutId,
      state: 'PAID',
      amountMinor: '177000',
      currency: 'INR',
    });
    expect(deliveries).toHaveLength(3);
  });
});
