import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstPurchase, PURCHASE_MIN, topUp, TRIAL_CREDITS } from './credit-plan.js';

describe('the plan of purchases', () => {
  it('runs out once with more than 200 photos, and then has enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: TRIAL_CREDITS + 1, max: 300_000 }), (photos) => {
        const first = firstPurchase(photos);
        expect(first === 0 || first >= PURCHASE_MIN).toBe(true);
        const left = photos - TRIAL_CREDITS - first;
        expect(left).toBeGreaterThan(0);
        // More than enough, or the last photo would use the hold up and pause the run a second time.
        expect(topUp(left, 0)).toBeGreaterThan(left);
      }),
    );
  });

  it('never runs out with 200 photos, and buys credits all the same', () => {
    expect(firstPurchase(200)).toBe(1_000);
  });

  it('buys half of what the whole race needs', () => {
    expect(firstPurchase(287_302)).toBe(143_651);
  });

  it('repays a debt on top of what is needed', () => {
    expect(topUp(2_000, -300)).toBe(2_500);
    expect(topUp(10, 0)).toBe(1_000);
  });
});
