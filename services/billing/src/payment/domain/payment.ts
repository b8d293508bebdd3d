import {
  type ActorId,
  type Brand,
  DomainError,
  type Instant,
  InvalidValueError,
  type Money,
  type OrganisationId,
  plusMs,
} from '@credit-ledger/kernel';
import type { Order, OrderId } from '../../order/domain/order.js';

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

/** The payment of a new order: of its total, by whoever placed it. */
export const startPayment = (order: Order, paymentId: PaymentId, gateway: string): Payment => ({
  paymentId,
  organisationId: order.organisationId,
  orderId: order.orderId,
  type: 'CREDITS',
  state: 'PENDING',
  reason: undefined,
  flag: undefined,
  amount: order.purchase.total,
  gateway,
  checkout: undefined,
  gatewayPaymentId: undefined,
  startedBy: order.placedBy,
  startedAt: order.placedAt,
  completedAt: undefined,
  consistencyToken: undefined,
  creditsAddedAt: undefined,
});

/** The ledger tells within a second that credits are there. Long after that, the grant is worth sending again. */
const GRANT_OVERDUE_AFTER_MS = 60_000;

/** Whether the credits of a completed payment have not shown up although there was time enough. */
export const isGrantOverdue = ({ completedAt, creditsAddedAt }: Payment, now: Instant): boolean =>
  completedAt !== undefined && creditsAddedAt === undefined && plusMs(completedAt, GRANT_OVERDUE_AFTER_MS) <= now;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws InvalidValueError unless a UUID in lower case. */
export function parsePaymentId(value: unknown, field = 'paymentId'): PaymentId {
  if (typeof value !== 'string' || !UUID.test(value))
    throw new InvalidValueError(field, 'must be a UUID in lower case');
  return value as PaymentId;
}

export class PaymentNotFoundError extends DomainError {
  readonly code = 'billing.payment_not_found';

  constructor(paymentId: PaymentId) {
    super(`payment ${paymentId} is not a payment of this organisation`, { paymentId });
  }
}
