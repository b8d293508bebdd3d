import type { OrganisationId } from '@credit-ledger/kernel';
import { Command } from '@nestjs/cqrs';
import type { WriteMetadata } from '../../http/write-metadata.js';
import type { Payment } from '../../payment/domain/payment.js';
import type { Order } from '../domain/order.js';

export type PlaceOrderData = {
  readonly organisationId: OrganisationId;
  readonly credits: number;
  readonly refundPolicyAccepted: boolean;
};

/** An order and the payment it waits for. */
export type PlacedOrder = { readonly order: Order; readonly payment: Payment };

/** Orders credits: freezes the prices and opens the checkout where they are paid. */
export class PlaceOrder extends Command<PlacedOrder> {
  constructor(
    readonly data: PlaceOrderData,
    readonly metadata: WriteMetadata,
  ) {
    super();
  }
}
