import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { PaymentStore } from '../payment-store.js';
import { ListPayments, type PaymentPage } from './list-payments.query.js';

@QueryHandler(ListPayments)
export class ListPaymentsHandler implements IQueryHandler<ListPayments> {
  constructor(@Inject(PaymentStore) private readonly payments: PaymentStore) {}

  async execute({ organisationId, before, limit }: ListPayments): Promise<PaymentPage> {
    // One more than asked for tells whether another page follows.
    const found = await this.payments.newestFirst(organisationId, before, limit + 1);
    const payments = found.slice(0, limit);
    const last = payments.at(-1);
    const next = found.length > limit && last !== undefined ? { at: last.startedAt, id: last.paymentId } : undefined;
    return { payments, next };
  }
}
