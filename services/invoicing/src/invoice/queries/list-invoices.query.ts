import type { OrganisationId } from '@credit-ledger/kernel';
import { Query } from '@nestjs/cqrs';
import type { PagePosition } from '@credit-ledger/nest-platform';
import type { Invoice } from '../domain/invoice.js';

export type InvoicePage = { readonly invoices: readonly Invoice[]; readonly next: PagePosition | undefined };

/** Invoices of an organisation, latest payment first. */
export class ListInvoices extends Query<InvoicePage> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly before: PagePosition | undefined,
    readonly limit: number,
  ) {
    super();
  }
}
