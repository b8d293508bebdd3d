import { DomainError, type Money } from '@credit-ledger/kernel';
import type { GatewayReport } from './domain/gateway-report.js';
import type { Checkout, PaymentId } from './domain/payment.js';

export type CheckoutRequest = {
  readonly paymentId: PaymentId;
  readonly amount: Money;
  /** What the customer sees that they pay for. */
  readonly description: string;
};

/** Something that claims to come from the gateway, as far as the signature allows to believe it. */
export type GatewayMessage =
  | { readonly type: 'genuine'; readonly report: GatewayReport }
  /** The signature is not the gateway's. The payment is merely what the forgery names. */
  | { readonly type: 'forged'; readonly namedPaymentId: PaymentId | undefined }
  /** Signed by the gateway, and still not what it documents. */
  | { readonly type: 'malformed'; readonly problem: string };

/**
 * A company that takes the money. Card data never touches this system: the customer pays on the gateway's own page.
 * One contract for all: opening is idempotent by payment id, and nothing a message says is believed unsigned.
 */
export interface PaymentGateway {
  readonly name: string;
  /**
   * Opens the checkout of a payment, or answers the one that is open already.
   * @throws GatewayUnavailableError
   */
  openCheckout(request: CheckoutRequest): Promise<Checkout>;
  /**
   * Asks what became of a payment; nothing when the gateway never heard of it.
   * @throws GatewayUnavailableError
   */
  fetchReport(paymentId: PaymentId): Promise<GatewayReport | undefined>;
  readWebhook(body: Uint8Array, headers: Readonly<Record<string, unknown>>): GatewayMessage;
  readReturn(query: Readonly<Record<string, string>>): GatewayMessage;
}

/** Injects the gateway that new payments are made at. */
export const PAYMENT_GATEWAY = Symbol('PAYMENT_GATEWAY');

export class GatewayUnavailableError extends DomainError {
  readonly code = 'billing.gateway_unavailable';

  constructor(gateway: string, options?: ErrorOptions) {
    super(`the payment gateway ${gateway} does not answer; try again later`, { gateway });
    this.cause = options?.cause;
  }
}
