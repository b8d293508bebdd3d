import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { InvoiceStore } from '../invoice-store.js';
import { type InvoicePage, ListInvoices } from './list-invoices.query.js';

@QueryHandler(ListInvoices)
export class ListInvoicesHandler implements IQueryHandler<ListInvoices> {
  constructor(@Inject(InvoiceStore) private readonly store: InvoiceStore) {}

  async execute({ organisationId, before, limit }: ListInvoices): Promise<InvoicePage> {
    // One more than asked for tells whether another page follows.
    const found = await this.store.newestFirst(organisationId, before, limit + 1);
    const invoices = found.slice(0, limit);
    const last = invoices.at(-1);
    const next = found.length > limit && last !== undefined ? { at: last.completedAt, id: last.paymentId } : undefined;
    return { invoices, next };
  }
}
