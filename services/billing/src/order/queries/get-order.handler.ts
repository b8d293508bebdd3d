import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { PaymentStore } from '../../payment/payment-store.js';
import type { PlacedOrder } from '../commands/place-order.command.js';
import { OrderStore } from '../order-store.js';
import { GetOrder } from './get-order.query.js';

@QueryHandler(GetOrder)
export class GetOrderHandler implements IQueryHandler<GetOrder> {
  constructor(
    @Inject(OrderStore) private readonly orders: OrderStore,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
  ) {}

  /** @throws OrderNotFoundError */
  async execute({ organisationId, orderId }: GetOrder): Promise<PlacedOrder> {
    const order = await this.orders.load(organisationId, orderId);
    return { order, payment: await this.payments.ofOrder(orderId) };
  }
}
