import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Payment } from '../domain/payment.js';
import { PaymentStore } from '../payment-store.js';
import { GetPayment } from './get-payment.query.js';

@QueryHandler(GetPayment)
export class GetPaymentHandler implements IQueryHandler<GetPayment> {
  constructor(@Inject(PaymentStore) private readonly payments: PaymentStore) {}

  /** @throws PaymentNotFoundError */
  execute({ organisationId, paymentId }: GetPayment): Promise<Payment> {
    return this.payments.load(organisationId, paymentId);
  }
}
