import { type Clock, failpoint, type Instant, invariant } from '@credit-ledger/kernel';
import { consistencyToken, Outbox } from '@credit-ledger/messaging';
import { CLOCK, sessionOfManager } from '@credit-ledger/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type Cause,
  paymentCompleted,
  planChanged,
  purchasedCreditsGranted,
} from '../integration/outbound/billing-facts.js';
import type { Order, OrderId } from '../order/domain/order.js';
import { OrderStore } from '../order/order-store.js';
import { planAfterCreditPurchase } from '../organisation/domain/organisation.js';
import { OrganisationEntity } from '../organisation/organisation.entity.js';
import type { Payment } from './domain/payment.js';
import { PaymentStore } from './payment-store.js';

/** The request that led to it, and what that request told: an event of the gateway, or nothing but itself. */
export type CauseIds = Omit<Cause, 'time'>;

/**
 * Finalises a payment: the payment is completed, its order fulfilled, a trial organisation becomes pay as you go, and
 * everybody is told, all in the caller's transaction. The caller holds the payment's row lock and has seen that it is not
 * completed; rows are locked in the order payment, organisation, sequence, so that two payments cannot deadlock.
 */
@Injectable()
export class PaymentCompletion {
  constructor(
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(OrderStore) private readonly orders: OrderStore,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async complete(manager: EntityManager, payment: Payment, gatewayPaymentId: string, ids: CauseIds): Promise<Payment> {
    const now = this.clock.now();
    const cause: Cause = { ...ids, time: now };
    const paid: Payment = { ...payment, state: 'COMPLETED', reason: undefined, gatewayPaymentId, completedAt: now };
    const order = await this.fulfil(manager, payment.orderId, now);
    const changed = await this.changePlan(manager, paid, cause);
    // The grant comes first and its sequence makes the token: once the ledger has handled it, the credits are there.
    const [grant] = await this.outbox.append(sessionOfManager(manager), [
      purchasedCreditsGranted(paid, order, cause),
      paymentCompleted(paid, order, cause),
      ...changed,
    ]);
    invariant(grant !== undefined, 'a message that was appended has a sequence');
    const completed = {
      ...paid,
      consistencyToken: consistencyToken(this.outbox.source, payment.organisationId, grant.sequence),
    };
    await this.payments.update(manager, completed);
    failpoint('billing.payment-not-yet-committed');
    return completed;
  }

  /** Says again that the credits are to be added; the ledger adds them once per payment id. */
  async grantAgain(manager: EntityManager, payment: Payment, ids: CauseIds): Promise<void> {
    const order = await this.orders.find(manager, payment.orderId);
    const cause = { ...ids, time: this.clock.now() };
    await this.outbox.append(sessionOfManager(manager), [purchasedCreditsGranted(payment, order, cause)]);
  }

  private async fulfil(manager: EntityManager, orderId: OrderId, completedAt: Instant): Promise<Order> {
    const order = await this.orders.fulfil(manager, orderId, completedAt);
    invariant(order !== undefined, `order ${orderId} was fulfilled before its payment completed`);
    return order;
  }

  private async changePlan(manager: EntityManager, { organisationId, startedBy }: Payment, cause: Cause) {
    // Orders only need the organisation to exist, so this lock lets them be placed meanwhile.
    const lock = { mode: 'for_no_key_update' } as const;
    const { plan } = await manager.findOneOrFail(OrganisationEntity, { where: { organisationId }, lock });
    const next = planAfterCreditPurchase(plan);
    if (next === plan) return [];
    await manager.update(OrganisationEntity, { organisationId }, { plan: next });
    return [planChanged(organisationId, plan, next, startedBy, cause)];
  }
}
