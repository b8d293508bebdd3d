import {
  type ActorId,
  type Brand,
  DomainError,
  type Instant,
  type Money,
  type OrganisationId,
} from '@credit-ledger/kernel';
import type { OrderId } from '../../order/domain/order.js';

export type PaymentId = Brand<string, 'PaymentId'>;

export type PaymentState = 'PENDING' | 'COMPLETED' | 'FAILED' | 'ABANDONED';

/** Why staff should look at a payment: what the gateway says cannot be squared with what was asked for. */
export type PaymentFlag = 'AMOUNT_MISMATCH' | 'PAID_TWICE';

/** The checkout at the gateway where the payment is made. */
export type Checkout = { readonly checkoutId: string; readonly checkoutUrl: string };

export type Payment = {
  readonly paymentId: PaymentId;
  readonly organisationId: OrganisationId;
  readonly orderId: OrderId;
  readonly type: 'CREDITS';
  readonly state: PaymentState;
  /** Why it failed or was abandoned, as a stable code. */
  readonly reason: string | undefined;
  readonly flag: PaymentFlag | undefined;
  readonly amount: Money;
  readonly gateway: string;
  readonly checkout: Checkout | undefined;
  readonly gatewayPaymentId: string | undefined;
  readonly startedBy: ActorId;
  readonly startedAt: Instant;
  readonly completedAt: Instant | undefined;
  /** Names the message that granted the credits; the ledger's answers can wait for it. */
  readonly consistencyToken: string | undefined;
  /** When the ledger told that the credits of this payment are there. */
  readonly creditsAddedAt: Instant | undefined;
};

export class PaymentNotFoundError extends DomainError {
  readonly code = 'billing.payment_not_found';

  constructor(paymentId: PaymentId) {
    super(`payment ${paymentId} is not a payment of this organisation`, { paymentId });
  }
}
