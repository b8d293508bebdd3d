import { Command } from '@nestjs/cqrs';
import type { Payment, PaymentId } from '../domain/payment.js';

/** Abandons a payment that has been pending for too long, after the gateway was asked in vain. */
export class AbandonOverduePayment extends Command<Payment> {
  constructor(readonly paymentId: PaymentId) {
    super();
  }
}
