import { ApiProperty } from '@nestjs/swagger';
import { toCursor } from '@credit-ledger/nest-platform';
import { MoneyResponse, toMoneyResponse } from '../../pricing/http/money.response.js';
import type { Payment } from '../domain/payment.js';
import type { PaymentPage } from '../queries/list-payments.query.js';

export class PaymentResponse {
  @ApiProperty({ example: '019aa5b1-3c5e-7d4a-9f0b-2a6c8e1d4f70' })
  readonly paymentId!: string;

  @ApiProperty({ example: '019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40' })
  readonly orderId!: string;

  @ApiProperty({ example: 'CREDITS', enum: ['CREDITS'] })
  readonly type!: string;

  @ApiProperty({ example: 'PENDING', enum: ['PENDING', 'COMPLETED', 'FAILED', 'ABANDONED'] })
  readonly state!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it failed or was abandoned.' })
  readonly reason!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, enum: ['AMOUNT_MISMATCH', 'PAID_TWICE'] })
  readonly flag!: string | null;

  @ApiProperty({ description: 'With tax.' })
  readonly amount!: MoneyResponse;

  @ApiProperty({ example: 'sandbox' })
  readonly gateway!: string;

  @ApiProperty({ type: String, nullable: true, example: 'http://127.0.0.1:4001/sandbox/checkout/chk_8Yk2x0Qp' })
  readonly checkoutUrl!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly gatewayPaymentId!: string | null;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z' })
  readonly startedAt!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly completedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'When the ledger told that the credits are there.',
  })
  readonly creditsAddedAt!: string | null;
}

export class PaymentPageResponse {
  @ApiProperty({ type: [PaymentResponse] })
  readonly items!: PaymentResponse[];

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly nextCursor!: string | null;
}

export const toPaymentResponse = (payment: Payment): PaymentResponse => ({
  paymentId: payment.paymentId,
  orderId: payment.orderId,
  type: payment.type,
  state: payment.state,
  reason: payment.reason ?? null,
  flag: payment.flag ?? null,
  amount: toMoneyResponse(payment.amount),
  gateway: payment.gateway,
  checkoutUrl: payment.checkout?.checkoutUrl ?? null,
  gatewayPaymentId: payment.gatewayPaymentId ?? null,
  startedAt: payment.startedAt,
  completedAt: payment.completedAt ?? null,
  creditsAddedAt: payment.creditsAddedAt ?? null,
});

export const toPaymentPageResponse = ({ payments, next }: PaymentPage): PaymentPageResponse => ({
  items: payments.map(toPaymentResponse),
  nextCursor: next === undefined ? null : toCursor(next),
});
