import type { Credits, OrganisationId } from '@credit-ledger/kernel';
import { Query } from '@nestjs/cqrs';
import type { CreditPurchase } from '../domain/credit-purchase.js';

/** What a purchase would cost now, and the balance before and after it; none before the ledger has told one. */
export type Quote = {
  readonly purchase: CreditPurchase;
  readonly balance: { readonly now: Credits; readonly after: Credits } | undefined;
};

export class QuoteCredits extends Query<Quote> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly credits: number,
  ) {
    super();
  }
}
