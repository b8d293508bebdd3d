import { describe, expect, it } from '@jest/globals';
import { credits } from '@credit-ledger/kernel';
import { recommendedTopUp } from './top-up.js';

describe('the recommended top-up', () => {
  it.each([
    { needed: 500n, available: 500n, topUp: 0n, when: 'it just fits' },
    { needed: 0n, available: 0n, topUp: 0n, when: 'nothing is needed' },
    { needed: 501n, available: 500n, topUp: 1_000n, when: 'a small purchase is enough' },
    { needed: 10_000n, available: 2_000n, topUp: 9_000n, when: 'a tenth to spare' },
    { needed: 10_001n, available: 0n, topUp: 11_002n, when: 'a tenth is not whole, and rounded up' },
    { needed: 2_000n, available: -300n, topUp: 2_500n, when: 'debt has to be covered as well' },
  ])('for $needed with $available available is $topUp: $when', ({ needed, available, topUp }) => {
    expect(recommendedTopUp(credits(needed), credits(available))).toBe(topUp);
  });
});
