import Big from 'big.js';
import { addMoney, money, type Currency, type Money } from '@credit-ledger/kernel';
import type { TaxRule, UnitPrice } from './price.js';

/** One thing on an order: so many at a price for each. A flat fee is one at the fee. */
export type OrderLine = { readonly quantity: bigint; readonly unitPrice: UnitPrice };

/** One tax on a purchase, by the name under which it is shown. */
export type TaxLine = { readonly name: string; readonly percent: string; readonly amount: Money };

/** What a purchase costs. total = net + tax, and tax is the sum of the tax lines. */
export type Totals = {
  readonly net: Money;
  readonly taxLines: readonly TaxLine[];
  readonly tax: Money;
  readonly total: Money;
};

/**
 * Adds up a purchase by the rules of money and tax: the net amount of each line is rounded half up to the minor unit
 * once, and the tax is computed on the net *total* and rounded half up once. Taxing each line would differ by a minor
 * unit on some orders.
 */
export function priceLines(lines: readonly OrderLine[], currency: Currency, taxRule: TaxRule | undefined): Totals {
  const net = lines.map((line) => netOf(line, currency)).reduce(addMoney, money(0n, currency));
  const taxLines = taxRule === undefined ? [] : [taxLineOf(net, taxRule)];
  const tax = taxLines.map(({ amount }) => amount).reduce(addMoney, money(0n, currency));
  return { net, taxLines, tax, total: addMoney(net, tax) };
}

const MINOR_PER_MAJOR = 100;

const netOf = ({ quantity, unitPrice }: OrderLine, currency: Currency): Money =>
  money(halfUp(new Big(unitPrice).times(quantity.toString()).times(MINOR_PER_MAJOR)), currency);

const taxLineOf = (net: Money, { name, percent }: TaxRule): TaxLine => {
  const exact = new Big(net.amountMinor.toString()).times(percent).div(100);
  return { name, percent, amount: money(halfUp(exact), net.currency) };
};

const halfUp = (minor: Big): bigint => BigInt(minor.round(0, Big.roundHalfUp).toFixed(0));
