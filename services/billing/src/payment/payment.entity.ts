import { type Instant, money, parseActorId, parseCurrency, parseOrganisationId } from '@credit-ledger/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import {
  bigintColumn,
  instantColumn,
  optionalInstantColumn,
  optionalTextColumn,
  textColumn,
} from '@credit-ledger/nest-platform';
import type { OrderId } from '../order/domain/order.js';
import type { Payment, PaymentFlag, PaymentId, PaymentState } from './domain/payment.js';

/** A payment and the checkout it is made at. Whoever changes it holds its row lock. */
@Entity('payments')
export class PaymentEntity {
  @PrimaryColumn({ name: 'payment_id', type: 'uuid' })
  paymentId!: string;

  @Column({ name: 'order_id', type: 'uuid' })
  orderId!: string;

  @Column(textColumn('organisation_id'))
  organisationId!: string;

  @Column(textColumn('type'))
  type!: Payment['type'];

  @Column(textColumn('state'))
  state!: PaymentState;

  @Column(optionalTextColumn('reason'))
  reason!: string | null;

  @Column(optionalTextColumn('flag'))
  flag!: PaymentFlag | null;

  @Column(bigintColumn('amount_minor'))
  amountMinor!: bigint;

  @Column(textColumn('currency'))
  currency!: string;

  @Column(textColumn('gateway'))
  gateway!: string;

  @Column(optionalTextColumn('checkout_id'))
  checkoutId!: string | null;

  @Column(optionalTextColumn('checkout_url'))
  checkoutUrl!: string | null;

  @Column(optionalTextColumn('gateway_payment_id'))
  gatewayPaymentId!: string | null;

  @Column(textColumn('started_by'))
  startedBy!: string;

  @Column(instantColumn('started_at'))
  startedAt!: Instant;

  @Column(optionalInstantColumn('completed_at'))
  completedAt!: Instant | null;

  @Column(optionalTextColumn('consistency_token'))
  consistencyToken!: string | null;

  @Column(optionalInstantColumn('credits_added_at'))
  creditsAddedAt!: Instant | null;
}

export const paymentFromRow = (row: PaymentEntity): Payment => ({
  paymentId: row.paymentId as PaymentId,
  orderId: row.orderId as OrderId,
  organisationId: parseOrganisationId(row.organisationId),
  type: row.type,
  state: row.state,
  reason: row.reason ?? undefined,
  flag: row.flag ?? undefined,
  amount: money(row.amountMinor, parseCurrency(row.currency)),
  gateway: row.gateway,
  checkout:
    row.checkoutId === null || row.checkoutUrl === null
      ? undefined
      : { checkoutId: row.checkoutId, checkoutUrl: row.checkoutUrl },
  gatewayPaymentId: row.gatewayPaymentId ?? undefined,
  startedBy: parseActorId(row.startedBy),
  startedAt: row.startedAt,
  completedAt: row.completedAt ?? undefined,
  consistencyToken: row.consistencyToken ?? undefined,
  creditsAddedAt: row.creditsAddedAt ?? undefined,
});

export const paymentToRow = ({ amount, checkout, ...payment }: Payment): PaymentEntity => ({
  paymentId: payment.paymentId,
  orderId: payment.orderId,
  organisationId: payment.organisationId,
  type: payment.type,
  state: payment.state,
  reason: payment.reason ?? null,
  flag: payment.flag ?? null,
  amountMinor: amount.amountMinor,
  currency: amount.currency,
  gateway: payment.gateway,
  checkoutId: checkout?.checkoutId ?? null,
  checkoutUrl: checkout?.checkoutUrl ?? null,
  gatewayPaymentId: payment.gatewayPaymentId ?? null,
  startedBy: payment.startedBy,
  startedAt: payment.startedAt,
  completedAt: payment.completedAt ?? null,
  consistencyToken: payment.consistencyToken ?? null,
  creditsAddedAt: payment.creditsAddedAt ?? null,
});
