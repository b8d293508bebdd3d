import type { Credits } from '@credit-ledger/kernel';
import type { Price } from './price.js';
import { priceLines, type Totals } from './price-lines.js';

/** Credits at a price, worked out. An order freezes it; a quote only shows it. */
export type CreditPurchase = Totals & { readonly credits: Credits; readonly price: Price };

/** There is no volume discount: every credit of a purchase costs the same. */
export const priceCreditPurchase = (credits: Credits, price: Price): CreditPurchase => ({
  credits,
  price,
  ...priceLines([{ quantity: credits, unitPrice: price.unitPrice }], price.currency, price.taxRule),
});
