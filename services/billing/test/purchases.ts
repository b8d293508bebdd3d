import { answerOf } from '@credit-ledger/api-client';
import type { BillingApp } from './billing-app.js';
import { SANDBOX_SECRET } from './billing-app.js';
import { type SandboxMessage, toQuery } from '../src/sandbox-gateway/sandbox-message.js';
import { sign, SIGNATURE_HEADER, SIGNATURE_PARAMETER } from '../src/sandbox-gateway/sandbox-signature.js';

export async function registerOrganisation(billing: BillingApp, organisationId = 'acme', region = 'IN'): Promise<void> {
  const params = keyed(`register-${organisationId}`);
  await answerOf(billing.client('service').POST('/v1/organisations', { params, body: { organisationId, region } }));
}

const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });

export type Purchase = { readonly orderId: string; readonly paymentId: string; readonly checkoutId: string };

let orders = 0;

/** An order of 1,000 credits whose payment is pending. */
export async function orderCredits(billing: BillingApp, organisationId = 'acme', credits = 1_000): Promise<Purchase> {
  orders += 1;
  const params = { path: { organisationId }, ...keyed(`order-${orders}`) };
  const body = { credits, refundPolicyAccepted: true };
  const client = billing.client('admin', organisationId);
  const placing = client.POST('/v1/organisations/{organisationId}/orders', { params, body });
  const { orderId, payment } = await answerOf(placing);
  return { orderId, paymentId: payment.paymentId, checkoutId: payment.checkoutUrl?.split('/').at(-1) ?? '' };
}

/** What the sandbox would say of a purchase of 1,000 credits in India. */
export const sandboxMessage = (purchase: Purchase, more: Partial<SandboxMessage> = {}): SandboxMessage => ({
  checkoutId: purchase.checkoutId,
  reference: purchase.paymentId,
  state: 'PAID',
  amountMinor: '177000',
  currency: 'INR',
  gatewayPaymentId: `pay_${purchase.paymentId}`,
  ...more,
});

export function sendWebhook(billing: BillingApp, message: unknown, secret = SANDBOX_SECRET) {
  const body = JSON.stringify(message);
  return billing
    .anonymous()
    .post('/v1/gateways/sandbox/webhook')
    .set('Content-Type', 'application/json')
    .set(SIGNATURE_HEADER, sign(body, secret))
    .send(body);
}

export function returnFromGateway(billing: BillingApp, message: SandboxMessage, secret = SANDBOX_SECRET) {
  const query = toQuery(message);
  query.set(SIGNATURE_PARAMETER, sign(query.toString(), secret));
  return billing.anonymous().get(`/v1/payments/return?${query.toString()}`);
}

export const recheck = (billing: BillingApp, { paymentId }: Purchase, organisationId = 'acme') =>
  billing.post(`/v1/organisations/${organisationId}/payments/${paymentId}/recheck`);

export async function stateOf(billing: BillingApp, { paymentId }: Purchase, organisationId = 'acme'): Promise<string> {
  const params = { path: { organisationId, paymentId } };
  const client = billing.client('admin', organisationId);
  return (await answerOf(client.GET('/v1/organisations/{organisationId}/payments/{paymentId}', { params }))).state;
}

export async function verdicts(billing: BillingApp, { paymentId }: Purchase): Promise<string[]> {
  const { rows } = await billing.database.query<{ line: string }>(
    `SELECT channel || ' ' || verdict AS line FROM gateway_events WHERE payment_id = $1 ORDER BY received_at, event_id`,
    [paymentId],
  );
  return rows.map(({ line }) => line);
}
