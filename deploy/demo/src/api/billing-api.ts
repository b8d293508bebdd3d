import { billingClient, type BillingClient } from '@credit-ledger/api-client';
import { z } from 'zod';
import { checked, checkedBody, contentOf } from './checked.js';
import type { Connect, Connection } from './connection.js';
import { keyed } from './keyed.js';

const money = z.object({ amountMinor: z.number(), currency: z.string() });
const payment = z.object({
  paymentId: z.string(),
  orderId: z.string(),
  state: z.enum(['PENDING', 'COMPLETED', 'FAILED', 'ABANDONED']),
  amount: money,
  gateway: z.string(),
  checkoutUrl: z.string().nullable(),
});
const order = z.object({ orderId: z.string(), credits: z.number(), net: money, tax: money, total: money, payment });
const organisation = z.object({
  organisationId: z.string(),
  plan: z.string(),
  currency: z.string(),
  timeZone: z.string(),
});
const decided = z.object({ state: z.string(), returnUrl: z.string() });
const returned = z.object({ state: z.string().nullable() });

export type Money = z.infer<typeof money>;
export type Order = z.infer<typeof order>;
export type Payment = z.infer<typeof payment>;
export type Organisation = z.infer<typeof organisation>;

/** Billing, as its customers' software calls it. */
export class BillingApi {
  private readonly service: BillingClient;
  private readonly admin: BillingClient;
  private readonly browser: Connection;
  private readonly path: { readonly organisationId: string };

  constructor(connect: Connect, organisationId: string) {
    this.service = billingClient(connect('service'));
    this.browser = connect('admin');
    this.admin = billingClient(this.browser);
    this.path = { organisationId };
  }

  register(name: string, region: 'IN' | 'US'): Promise<Organisation> {
    const sent = { params: { header: keyed() }, body: { ...this.path, name, region } };
    return checkedBody(organisation, this.service.POST('/v1/organisations', sent));
  }

  organisation(): Promise<Organisation> {
    const params = { path: this.path };
    return checkedBody(organisation, this.admin.GET('/v1/organisations/{organisationId}', { params }));
  }

  placeOrder(credits: number): Promise<Order> {
    const params = { path: this.path, header: keyed() };
    const body = { credits, refundPolicyAccepted: true } as const;
    return checkedBody(order, this.admin.POST('/v1/organisations/{organisationId}/orders', { params, body }));
  }

  /** Pays at the sandbox as a customer would: approves on its page, and lets the browser return to the shop. */
  async approve(checkoutUrl: string): Promise<void> {
    const { returnUrl } = await this.browse('POST', `${checkoutUrl}/approve`, decided);
    await this.browse('GET', returnUrl, returned);
  }

  /** With a consistency token once the payment is completed: balances read after it have its credits. */
  async payment(paymentId: string): Promise<{ payment: Payment; consistencyToken: string | undefined }> {
    const params = { path: { ...this.path, paymentId } };
    const path = '/v1/organisations/{organisationId}/payments/{paymentId}';
    const { body, consistencyToken } = await checked(payment, this.admin.GET(path, { params }));
    return { payment: body, consistencyToken };
  }

  // It goes where it is sent, and has no token.
  private browse<Schema extends z.ZodType>(method: 'GET' | 'POST', url: string, schema: Schema) {
    const request = new Request(url, { method, headers: { Accept: 'application/json' } });
    return checkedBody(schema, contentOf(this.browser.fetch(request)));
  }
}
