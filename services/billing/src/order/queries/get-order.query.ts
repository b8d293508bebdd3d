import type { OrganisationId } from '@credit-ledger/kernel';
import { Query } from '@nestjs/cqrs';
import type { PlacedOrder } from '../commands/place-order.command.js';
import type { OrderId } from '../domain/order.js';

export class GetOrder extends Query<PlacedOrder> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly orderId: OrderId,
  ) {
    super();
  }
}
