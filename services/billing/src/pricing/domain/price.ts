import { type Brand, type Currency, InvalidValueError } from '@credit-ledger/kernel';

/** What one credit costs, in major units as a decimal string ("0.02", "1.50"): it may be finer than a minor unit. */
export type UnitPrice = Brand<string, 'UnitPrice'>;

/** A tax that is added on top of every purchase in a currency. `percent` is a decimal string ("18"). */
export type TaxRule = { readonly name: string; readonly percent: string };

/** What the price book says of one currency at one moment. No tax rule means that no tax is added. */
export type Price = {
  readonly currency: Currency;
  readonly unitPrice: UnitPrice;
  readonly taxRule: TaxRule | undefined;
};

// Six decimals are a ten-thousandth of a minor unit: finer than any price that was ever agreed.
const UNIT_PRICE = /^\d{1,9}(\.\d{1,6})?$/;

/** @throws InvalidValueError unless a decimal that is not negative and has at most six decimals. */
export function parseUnitPrice(value: unknown, field = 'unitPrice'): UnitPrice {
  if (typeof value !== 'string' || !UNIT_PRICE.test(value)) {
    throw new InvalidValueError(field, 'must be a decimal such as "1.50" with at most six decimals');
  }
  return value as UnitPrice;
}

/** Credits that nobody paid for have no price. */
export const GIFT_PRICE = '0' as UnitPrice;
