import { describe, expect, it } from '@jest/globals';
import { parsePurchaseQuantity } from './credit-quantity.js';

const codeOf = (value: number): string => {
  try {
    parsePurchaseQuantity(value);
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('how many credits may be bought at once', () => {
  it.each([
    [1_000, 'accepted'],
    [10_000_000, 'accepted'],
    [999, 'billing.credits_below_minimum'],
    [0, 'billing.credits_below_minimum'],
    [-1_000, 'billing.credits_below_minimum'],
    [10_000_001, 'billing.credits_above_maximum'],
    [1e300, 'billing.credits_above_maximum'],
    [1_000.5, 'billing.credits_not_whole'],
    [Number.NaN, 'billing.credits_not_whole'],
    [Number.POSITIVE_INFINITY, 'billing.credits_not_whole'],
  ])('answers for %d: %s', (value, answer) => {
    expect(codeOf(value)).toBe(answer);
  });
});
