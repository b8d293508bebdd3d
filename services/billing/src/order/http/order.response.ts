import { ApiProperty } from '@nestjs/swagger';
import { PaymentResponse, toPaymentResponse } from '../../payment/http/payment.response.js';
import { PurchaseResponse, toPurchaseResponse } from '../../pricing/http/purchase.response.js';
import type { PlacedOrder } from '../commands/place-order.command.js';

export class OrderResponse extends PurchaseResponse {
  @ApiProperty({ example: '019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40' })
  readonly orderId!: string;

  @ApiProperty({ example: 'PLACED', enum: ['PLACED', 'FULFILLED'] })
  readonly state!: string;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z' })
  readonly placedAt!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly fulfilledAt!: string | null;

  @ApiProperty()
  readonly payment!: PaymentResponse;
}

export const toOrderResponse = ({ order, payment }: PlacedOrder): OrderResponse => ({
  orderId: order.orderId,
  state: order.state,
  ...toPurchaseResponse(order.purchase),
  placedAt: order.placedAt,
  fulfilledAt: order.fulfilledAt ?? null,
  payment: toPaymentResponse(payment),
});
