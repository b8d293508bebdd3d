import { Injectable } from '@nestjs/common';
import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, LessThanOrEqual, Repository } from 'typeorm';
import type { PagePosition } from '@credit-ledger/nest-platform';
import type { OrderId } from '../order/domain/order.js';
import { type Payment, type PaymentId, PaymentNotFoundError } from './domain/payment.js';
import { PaymentEntity, paymentFromRow, paymentToRow } from './payment.entity.js';

/** Payments as rows. */
@Injectable()
export class PaymentStore {
  constructor(@InjectRepository(PaymentEntity) private readonly payments: Repository<PaymentEntity>) {}

  /** @throws PaymentNotFoundError when the organisation has no such payment, whoever else may have it. */
  async load(organisationId: OrganisationId, paymentId: PaymentId): Promise<Payment> {
    const row = await this.payments.findOneBy({ organisationId, paymentId });
    if (row === null) throw new PaymentNotFoundError(paymentId);
    return paymentFromRow(row);
  }

  /** The payment of an order: every order is placed together with one. */
  async ofOrder(orderId: OrderId): Promise<Payment> {
    return paymentFromRow(await this.payments.findOneByOrFail({ orderId }));
  }

  /** Newest first, those after `before` in that order. Equal times are told apart by the payment id. */
  async newestFirst(
    organisationId: OrganisationId,
    before: PagePosition | undefined,
    limit: number,
  ): Promise<Payment[]> {
    const query = this.payments
      .createQueryBuilder('payment')
      .where('payment.organisationId = :organisationId', { organisationId })
      .orderBy('payment.startedAt', 'DESC')
      .addOrderBy('payment.paymentId', 'DESC')
      .limit(limit);
    if (before !== undefined) query.andWhere('(payment.startedAt, payment.paymentId) < (:at, :id)', before);
    return (await query.getMany()).map(paymentFromRow);
  }

  /** Payments that have been pending since `startedBy` or longer, longest first. */
  async pendingSince(startedBy: Instant, limit: number): Promise<Payment[]> {
    const rows = await this.payments.find({
      where: { state: 'PENDING', startedAt: LessThanOrEqual(startedBy) },
      order: { startedAt: 'ASC', paymentId: 'ASC' },
      take: limit,
    });
    return rows.map(paymentFromRow);
  }

  /**
   * Reads a payment and holds its row until the transaction ends. Whatever mix of webhook, return and recheck arrives at
   * the same time passes here one after the other, so that exactly one of them finds the payment not yet completed.
   */
  async lock(manager: EntityManager, paymentId: PaymentId): Promise<Payment | undefined> {
    const row = await manager.findOne(PaymentEntity, { where: { paymentId }, lock: { mode: 'pessimistic_write' } });
    return row === null ? undefined : paymentFromRow(row);
  }

  async insert(manager: EntityManager, payment: Payment): Promise<void> {
    await manager.insert(PaymentEntity, paymentToRow(payment));
  }

  async update(manager: EntityManager, payment: Payment): Promise<void> {
    const { paymentId, ...changed } = paymentToRow(payment);
    await manager.update(PaymentEntity, { paymentId }, changed);
  }

  /** The ledger told that an addition arrived. Additions that are not a payment of ours, such as gifts, change nothing. */
  async noteCreditsAdded(
    session: SqlSession,
    organisationId: OrganisationId,
    additionId: string,
    at: Instant,
  ): Promise<void> {
    await session.query(NOTE_CREDITS_ADDED, [organisationId, additionId, at]);
  }
}

// Compared as text, because an addition id need not be a UUID.
const NOTE_CREDITS_ADDED = `
UPDATE payments SET credits_added_at = $3
WHERE organisation_id = $1 AND payment_id::text = $2 AND credits_added_at IS NULL`;
