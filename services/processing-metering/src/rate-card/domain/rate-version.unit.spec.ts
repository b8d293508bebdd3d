import { describe, expect, it } from '@jest/globals';
import { parseInstant, plusMs } from '@credit-ledger/kernel';
import { effectiveFromOf, RatesTooSoonError } from './rate-version.js';

const NOW = parseInstant('2026-11-21T09:30:00Z');
const IN_A_MINUTE = plusMs(NOW, 60_000);

describe('rates take effect', () => {
  it('in a minute, when nobody says when', () => {
    expect(effectiveFromOf(undefined, NOW)).toBe(IN_A_MINUTE);
  });

  it('whenever somebody says that is a minute ahead or more', () => {
    expect(effectiveFromOf(IN_A_MINUTE, NOW)).toBe(IN_A_MINUTE);
    expect(effectiveFromOf(plusMs(IN_A_MINUTE, 1), NOW)).toBe(plusMs(IN_A_MINUTE, 1));
  });

  it('not a moment sooner', () => {
    expect(() => effectiveFromOf(plusMs(IN_A_MINUTE, -1), NOW)).toThrow(RatesTooSoonError);
  });
});
