import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { invoiceFor, isSameInvoice, PaymentContradictedError } from '../domain/invoice.js';
import { InvoiceStore } from '../invoice-store.js';
import { RecordPayment } from './record-payment.command.js';

@CommandHandler(RecordPayment)
export class RecordPaymentHandler implements ICommandHandler<RecordPayment> {
  constructor(@Inject(InvoiceStore) private readonly invoices: InvoiceStore) {}

  /**
   * The inbox drops redeliveries; the payment id guards once more, because a source that begins a new epoch may tell an
   * old payment again.
   * @throws AmountsDisagreeError | PaymentContradictedError
   */
  async execute({ session, payment }: RecordPayment): Promise<void> {
    const invoice = invoiceFor(payment);
    const there = await this.invoices.insertOrFind(session.manager, invoice);
    if (!isSameInvoice(there, invoice)) throw new PaymentContradictedError(invoice.paymentId);
  }
}
