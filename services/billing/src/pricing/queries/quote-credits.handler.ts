import { addCredits, type Clock } from '@credit-ledger/kernel';
import { CLOCK } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AccountBalances } from '../../account-balance/account-balances.js';
import { OrganisationStore } from '../../organisation/organisation-store.js';
import { priceCreditPurchase } from '../domain/credit-purchase.js';
import { parsePurchaseQuantity } from '../domain/credit-quantity.js';
import { PriceBook } from '../price-book.js';
import { type Quote, QuoteCredits } from './quote-credits.query.js';

@QueryHandler(QuoteCredits)
export class QuoteCreditsHandler implements IQueryHandler<QuoteCredits> {
  constructor(
    @Inject(OrganisationStore) private readonly organisations: OrganisationStore,
    @Inject(PriceBook) private readonly priceBook: PriceBook,
    @Inject(AccountBalances) private readonly balances: AccountBalances,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws OrganisationNotFoundError | NoPriceError, and the refusals of `parsePurchaseQuantity` */
  async execute({ organisationId, credits }: QuoteCredits): Promise<Quote> {
    const quantity = parsePurchaseQuantity(credits);
    const { currency } = await this.organisations.load(organisationId);
    const price = await this.priceBook.priceAt(currency, this.clock.now());
    const now = await this.balances.lastTold(organisationId);
    const balance = now === undefined ? undefined : { now, after: addCredits(now, quantity) };
    return { purchase: priceCreditPurchase(quantity, price), balance };
  }
}
