import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.js';

const NOW_MS = Date.parse('2026-11-21T09:30:00Z');

describe('the header Retry-After', () => {
  it.each([
    [null, 0],
    ['3', 3_000],
    ['Sat, 21 Nov 2026 09:30:07 GMT', 7_000],
    ['Sat, 21 Nov 2026 09:29:00 GMT', 0],
    ['soon', 0],
    ['-5', 0],
  ])('%j asks for %d ms', (header, ms) => {
    expect(retryAfterMs(header, NOW_MS)).toBe(ms);
  });
});
