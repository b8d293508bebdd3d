import { type Clock, invariant } from '@credit-ledger/kernel';
import { CLOCK } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { decideOverdue } from '../domain/decide-payment.js';
import type { Payment } from '../domain/payment.js';
import { PaymentStore } from '../payment-store.js';
import { AbandonOverduePayment } from './abandon-overdue-payment.command.js';

@CommandHandler(AbandonOverduePayment)
export class AbandonOverduePaymentHandler implements ICommandHandler<AbandonOverduePayment> {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ paymentId }: AbandonOverduePayment): Promise<Payment> {
    return this.dataSource.transaction(async (manager) => {
      const payment = await this.payments.lock(manager, paymentId);
      invariant(payment !== undefined, `payment ${paymentId} is gone, although payments are never deleted`);
      const decision = decideOverdue(payment, this.clock.now());
      if (decision.type !== 'end') return payment;
      const ended = { ...payment, state: decision.state, reason: decision.reason };
      await this.payments.update(manager, ended);
      return ended;
    });
  }
}
