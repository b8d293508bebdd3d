import type { OrganisationId } from '@credit-ledger/kernel';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { CreditOrderEntity, orderFromRow, orderToRow } from './credit-order.entity.js';
import { type Order, type OrderId, OrderNotFoundError } from './domain/order.js';

/** Orders as rows. */
@Injectable()
export class OrderStore {
  constructor(@InjectRepository(CreditOrderEntity) private readonly orders: Repository<CreditOrderEntity>) {}

  /** @throws OrderNotFoundError when the organisation has no such order, whoever else may have it. */
  async load(organisationId: OrganisationId, orderId: OrderId): Promise<Order> {
    const row = await this.orders.findOneBy({ organisationId, orderId });
    if (row === null) throw new OrderNotFoundError(orderId);
    return orderFromRow(row);
  }

  async insert(manager: EntityManager, order: Order): Promise<void> {
    await manager.insert(CreditOrderEntity, orderToRow(order));
  }

  /** Marks a placed order fulfilled. Answers nothing when it was fulfilled before. */
  async fulfil(manager: EntityManager, orderId: OrderId, fulfilledAt: Order['placedAt']): Promise<Order | undefined> {
    const { affected } = await manager.update(
      CreditOrderEntity,
      { orderId, state: 'PLACED' },
      { state: 'FULFILLED', fulfilledAt },
    );
    return affected === 1 ? this.find(manager, orderId) : undefined;
  }

  /** The order of a payment. It exists, because the payment refers to it. */
  async find(manager: EntityManager, orderId: OrderId): Promise<Order> {
    return orderFromRow(await manager.findOneByOrFail(CreditOrderEntity, { orderId }));
  }
}
