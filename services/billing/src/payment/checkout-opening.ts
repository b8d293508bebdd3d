import { type Credits, failpoint, invariant } from '@credit-ledger/kernel';
import { LOGGER } from '@credit-ledger/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { decideCheckoutNotOpened } from './domain/decide-payment.js';
import type { Checkout, Payment, PaymentId } from './domain/payment.js';
import { GatewayUnavailableError, PAYMENT_GATEWAY, type PaymentGateway } from './payment-gateway.js';
import { PaymentStore } from './payment-store.js';

/** Gives a payment the checkout it is made at. */
@Injectable()
export class CheckoutOpening {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Opens the checkout unless it is open. When the gateway does not open one, the payment fails: there is nowhere to make
   * it, and starting again makes a new order.
   * @throws GatewayUnavailableError
   */
  async ensureOpen(
    { organisationId, paymentId }: Pick<Payment, 'organisationId' | 'paymentId'>,
    credits: Credits,
    correlationId: string,
  ): Promise<Payment> {
    const payment = await this.payments.load(organisationId, paymentId);
    if (payment.checkout !== undefined) return payment;
    if (payment.state !== 'PENDING') throw new GatewayUnavailableError(payment.gateway);
    const description = `${credits.toLocaleString('en')} credits`;
    try {
      const checkout = await this.gateway.openCheckout({ paymentId, amount: payment.amount, description });
      failpoint('billing.checkout-opened');
      return await this.changeLocked(paymentId, (locked) => withCheckout(locked, checkout));
    } catch (error) {
      if (!(error instanceof GatewayUnavailableError)) throw error;
      this.logger.warn({ paymentId, correlationId, err: error }, 'checkout not opened');
      await this.changeLocked(paymentId, failed);
      throw error;
    }
  }

  private changeLocked(paymentId: PaymentId, change: (payment: Payment) => Payment): Promise<Payment> {
    return this.dataSource.transaction(async (manager) => {
      const payment = await this.payments.lock(manager, paymentId);
      invariant(payment !== undefined, `payment ${paymentId} is gone, although payments are never deleted`);
      const changed = change(payment);
      if (changed !== payment) await this.payments.update(manager, changed);
      return changed;
    });
  }
}

const withCheckout = (payment: Payment, checkout: Checkout): Payment =>
  payment.checkout === undefined ? { ...payment, checkout } : payment;

function failed(payment: Payment): Payment {
  const decision = decideCheckoutNotOpened(payment);
  return decision.type === 'end' ? { ...payment, state: decision.state, reason: decision.reason } : payment;
}
