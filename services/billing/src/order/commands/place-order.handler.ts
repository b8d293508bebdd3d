import { type ActorId, type Clock, failpoint, type OrganisationId } from '@credit-ledger/kernel';
import { CLOCK, IdempotentWrites, sessionOfManager } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { OrganisationStore } from '../../organisation/organisation-store.js';
import { CheckoutOpening } from '../../payment/checkout-opening.js';
import { type PaymentId, startPayment } from '../../payment/domain/payment.js';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../../payment/payment-gateway.js';
import { PaymentStore } from '../../payment/payment-store.js';
import { priceCreditPurchase } from '../../pricing/domain/credit-purchase.js';
import { parsePurchaseQuantity } from '../../pricing/domain/credit-quantity.js';
import { PriceBook } from '../../pricing/price-book.js';
import { type Order, type OrderId, placeOrder } from '../domain/order.js';
import { OrderStore } from '../order-store.js';
import { PlaceOrder, type PlacedOrder, type PlaceOrderData } from './place-order.command.js';

type PlacedIds = { readonly orderId: OrderId; readonly paymentId: PaymentId };

/**
 * Two steps, because a gateway must not be called inside a transaction: order and pending payment commit together with
 * the idempotency key; then the checkout is opened, which is idempotent by payment id. A request that is repeated with its
 * key finds the order of the first one and opens the checkout if that was cut short.
 */
@CommandHandler(PlaceOrder)
export class PlaceOrderHandler implements ICommandHandler<PlaceOrder> {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(IdempotentWrites) private readonly writes: IdempotentWrites,
    @Inject(OrganisationStore) private readonly organisations: OrganisationStore,
    @Inject(OrderStore) private readonly orders: OrderStore,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(PriceBook) private readonly priceBook: PriceBook,
    @Inject(CheckoutOpening) private readonly checkouts: CheckoutOpening,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws OrganisationNotFoundError | NoPriceError | RefundPolicyNotAcceptedError | GatewayUnavailableError |
   *   IdempotencyKeyReusedError, and the refusals of `parsePurchaseQuantity`
   */
  async execute({ data, metadata }: PlaceOrder): Promise<PlacedOrder> {
    const order = await this.decide(data, metadata.actor);
    const payment = startPayment(order, uuidv7() as PaymentId, this.gateway.name);
    const { body: placed } = await this.dataSource.transaction((manager) => {
      const write = {
        session: sessionOfManager(manager),
        organisationId: data.organisationId,
        route: 'POST /v1/organisations/:organisationId/orders',
        key: metadata.idempotencyKey,
        request: data,
      };
      return this.writes.run(write, async () => {
        await this.orders.insert(manager, order);
        await this.payments.insert(manager, payment);
        return { status: 201, body: { orderId: order.orderId, paymentId: payment.paymentId } };
      });
    });
    failpoint('billing.order-committed');
    return this.answer(data.organisationId, placed, metadata.correlationId);
  }

  // Made of what never changes, so that a repetition gets the first answer again, whatever became of the payment since.
  private async answer(
    organisationId: OrganisationId,
    { orderId, paymentId }: PlacedIds,
    correlationId: string,
  ): Promise<PlacedOrder> {
    const order: Order = {
      ...(await this.orders.load(organisationId, orderId)),
      state: 'PLACED',
      fulfilledAt: undefined,
    };
    const placed = { organisationId, paymentId };
    const { gateway, checkout } = await this.checkouts.ensureOpen(placed, order.purchase.credits, correlationId);
    return { order, payment: { ...startPayment(order, paymentId, gateway), checkout } };
  }

  private async decide(
    { organisationId, credits, refundPolicyAccepted }: PlaceOrderData,
    placedBy: ActorId,
  ): Promise<Order> {
    const quantity = parsePurchaseQuantity(credits);
    const { currency } = await this.organisations.load(organisationId);
    const placedAt = this.clock.now();
    const purchase = priceCreditPurchase(quantity, await this.priceBook.priceAt(currency, placedAt));
    const orderId = uuidv7() as OrderId;
    return placeOrder({ orderId, organisationId, purchase, placedBy, placedAt }, refundPolicyAccepted);
  }
}
