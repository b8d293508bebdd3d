import { describe, expect, it } from '@jest/globals';
import { formatShare, parseShare, roundedUp } from './share.js';

describe('a share of a credit', () => {
  it.each(['0', '0.1', '0.0001', '2', '12.5', '9999.9999'])('%s is read and written exactly', (text) => {
    expect(formatShare(parseShare(text, 'share'))).toBe(text);
  });

  it.each([0.1, '', '.1', '1.', '-1', '1e3', '0.00001', '10000', ' 1', null])('is refused as %p', (value) => {
    expect(() => parseShare(value, 'WATERMARK_REPROCESSING')).toThrow('WATERMARK_REPROCESSING must be a decimal');
  });

  it.each([
    [0n, 0n],
    [1n, 1n],
    [10_000n, 1n],
    [10_001n, 2n],
  ])('of %d ten-thousandths costs %d', (parts, expected) => {
    expect(roundedUp(parts)).toBe(expected);
  });
});
