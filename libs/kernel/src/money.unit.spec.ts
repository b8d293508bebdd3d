import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from './invariant.js';
import { addMoney, money, parseCurrency, toJsonMoney } from './money.js';

const INR = parseCurrency('INR');
const USD = parseCurrency('USD');

describe('a currency', () => {
  it.each(['', 'inr', 'IN', 'INRS', 'IN1', 'INR\n', '₹', undefined, null, 356, ['INR']])('is not %j', (value) => {
    expect(() => parseCurrency(value, 'price_currency')).toThrow('price_currency must be an ISO 4217 code');
  });
});

describe('money', () => {
  it('adds to the last minor unit, where floats would not', () => {
    const total = addMoney(money(9_007_199_254_740_993n, INR), money(1n, INR));
    expect(total).toEqual({ amountMinor: 9_007_199_254_740_994n, currency: 'INR' });
  });

  it('of two currencies has no sum', () => {
    expect(() => addMoney(money(1n, INR), money(1n, USD))).toThrow(InvariantViolation);
  });

  it('is an integer in JSON', () => {
    expect(toJsonMoney(money(177_000n, INR))).toEqual({ amountMinor: 177_000, currency: 'INR' });
    expect(toJsonMoney(money(-1n, USD))).toEqual({ amountMinor: -1, currency: 'USD' });
  });

  it.each([2n ** 53n, -(2n ** 53n)])('of %p minor units is found out before JSON rounds it', (amountMinor) => {
    expect(() => toJsonMoney(money(amountMinor, INR))).toThrow(InvariantViolation);
  });
});
