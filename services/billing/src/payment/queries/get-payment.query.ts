import type { OrganisationId } from '@credit-ledger/kernel';
import { Query } from '@nestjs/cqrs';
import type { Payment, PaymentId } from '../domain/payment.js';

export class GetPayment extends Query<Payment> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly paymentId: PaymentId,
  ) {
    super();
  }
}
