import type { OrganisationId } from '@credit-ledger/kernel';
import { Command } from '@nestjs/cqrs';
import type { Payment, PaymentId } from '../domain/payment.js';

/** Asks the gateway again what became of a payment. */
export class RecheckPayment extends Command<Payment> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly paymentId: PaymentId,
    readonly correlationId: string,
  ) {
    super();
  }
}
