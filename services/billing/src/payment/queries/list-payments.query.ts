import type { OrganisationId } from '@credit-ledger/kernel';
import { Query } from '@nestjs/cqrs';
import type { PagePosition } from '@credit-ledger/nest-platform';
import type { Payment } from '../domain/payment.js';

export type PaymentPage = { readonly payments: readonly Payment[]; readonly next: PagePosition | undefined };

/** Payments of every state, newest first. */
export class ListPayments extends Query<PaymentPage> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly before: PagePosition | undefined,
    readonly limit: number,
  ) {
    super();
  }
}
