import {
  type ActorId,
  type Brand,
  DomainError,
  type Instant,
  InvalidValueError,
  type OrganisationId,
} from '@credit-ledger/kernel';
import type { CreditPurchase } from '../../pricing/domain/credit-purchase.js';

export type OrderId = Brand<string, 'OrderId'>;

/** A credit order with the prices it was placed at: a later change of the price book does not reach it. */
export type Order = {
  readonly orderId: OrderId;
  readonly organisationId: OrganisationId;
  readonly purchase: CreditPurchase;
  readonly state: 'PLACED' | 'FULFILLED';
  readonly placedBy: ActorId;
  readonly placedAt: Instant;
  readonly fulfilledAt: Instant | undefined;
};

type Placing = Pick<Order, 'orderId' | 'organisationId' | 'purchase' | 'placedBy' | 'placedAt'>;

/**
 * Places an order. The refund policy must be accepted on every order; nothing remembers that it was accepted before.
 *
 * @throws RefundPolicyNotAcceptedError
 */
export function placeOrder(placing: Placing, refundPolicyAccepted: boolean): Order {
  if (!refundPolicyAccepted) throw new RefundPolicyNotAcceptedError();
  return { ...placing, state: 'PLACED', fulfilledAt: undefined };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws InvalidValueError unless a UUID in lower case. */
export function parseOrderId(value: unknown, field = 'orderId'): OrderId {
  if (typeof value !== 'string' || !UUID.test(value))
    throw new InvalidValueError(field, 'must be a UUID in lower case');
  return value as OrderId;
}

export class RefundPolicyNotAcceptedError extends DomainError {
  readonly code = 'billing.refund_policy_not_accepted';

  constructor() {
    super('the refund policy must be accepted on every order', { field: 'refundPolicyAccepted' });
  }
}

export class OrderNotFoundError extends DomainError {
  readonly code = 'billing.order_not_found';

  constructor(orderId: OrderId) {
    super(`order ${orderId} is not an order of this organisation`, { orderId });
  }
}
