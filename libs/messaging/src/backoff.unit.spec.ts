import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff.js';

describe('the pause after a failure', () => {
  const limits = { firstMs: 50, maxMs: 1_000 };

  it('doubles up to its limit', () => {
    const longest = (attempt: number): number => backoffMs(attempt, limits, () => 1);
    expect([1, 2, 3, 4, 5, 6, 100].map(longest)).toEqual([50, 100, 200, 400, 800, 1_000, 1_000]);
  });

  it('varies between half and whole, so that processes do not come back together', () => {
    expect(backoffMs(1, limits, () => 0)).toBe(25);
    expect(backoffMs(1, limits, () => 0.5)).toBe(37.5);
  });
});
