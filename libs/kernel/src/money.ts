import type { Brand } from './brand.js';
import { InvalidValueError } from './domain-error.js';
import { invariant } from './invariant.js';

/** An ISO 4217 code. Every currency the product sells in has two minor digits. */
export type Currency = Brand<string, 'Currency'>;

/** An exact amount: whole minor units (cents, paise), never a float. */
export type Money = { readonly amountMinor: bigint; readonly currency: Currency };

/** @throws InvalidValueError unless three capital letters. */
export function parseCurrency(value: unknown, field = 'currency'): Currency {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value)) {
    throw new InvalidValueError(field, 'must be an ISO 4217 code such as "INR"');
  }
  return value as Currency;
}

export const money = (amountMinor: bigint, currency: Currency): Money => ({ amountMinor, currency });

/** @throws InvariantViolation when the currencies differ. */
export function addMoney(a: Money, b: Money): Money {
  invariant(a.currency === b.currency, `cannot add ${a.currency} and ${b.currency}`);
  return money(a.amountMinor + b.amountMinor, a.currency);
}

/** The shape money has in every HTTP answer: `{ "amountMinor": 177000, "currency": "INR" }`. */
export const toJsonMoney = ({ amountMinor, currency }: Money): { amountMinor: number; currency: string } => {
  const number = Number(amountMinor);
  invariant(Number.isSafeInteger(number), 'an amount must be exact as a JSON integer');
  return { amountMinor: number, currency };
};
