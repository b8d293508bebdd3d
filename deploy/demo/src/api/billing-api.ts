import { z } from 'zod';
import type { JsonClient } from './json-client.js';

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

export type BillingTokens = { readonly service: string; readonly admin: string };

/** Billing, as its customers' software calls it. */
export class BillingApi {
  constructor(
    private readonly client: JsonClient,
    private readonly organisationId: string,
    private readonly tokens: BillingTokens,
  ) {}

  async register(name: string, region: string): Promise<Organisation> {
    const { organisationId } = this;
    const body = { organisationId, name, region };
    const path = '/v1/organisations';
    return (await this.client.request({ method: 'POST', path, body, token: this.tokens.service, answer: organisation }))
      .body;
  }

  async organisation(): Promise<Organisation> {
    return (await this.get('', organisation)).body;
  }

  async placeOrder(credits: number): Promise<Order> {
    const body = { credits, refundPolicyAccepted: true };
    const path = this.path('/orders');
    return (await this.client.request({ method: 'POST', path, body, token: this.tokens.admin, answer: order })).body;
  }

  /** Pays at the sandbox as a customer would: approves on its page, and lets the browser return to the shop. */
  async approve(checkoutUrl: string): Promise<void> {
    const approval = await this.client.request({ method: 'POST', path: `${checkoutUrl}/approve`, answer: decided });
    await this.client.request({ method: 'GET', path: approval.body.returnUrl, answer: returned });
  }

  /** With a consistency token once the payment is completed: balances read after it have its credits. */
  async payment(paymentId: string): Promise<{ payment: Payment; consistencyToken: string | undefined }> {
    const { body, consistencyToken } = await this.get(`/payments/${paymentId}`, payment);
    return { payment: body, consistencyToken };
  }

  private get<Schema extends z.ZodType>(path: string, answer: Schema) {
    return this.client.request({ method: 'GET', path: this.path(path), token: this.tokens.admin, answer });
  }

  private path(rest: string): string {
    return `/v1/organisations/${this.organisationId}${rest}`;
  }
}
