import { describe, expect, it } from '@jest/globals';
import { retryDelayMs } from './retry-delay.js';
import { SendError } from './usage-transport.js';

const never = () => 0;
const almostOne = () => 0.999_999;
const error = new Error('the receiver is away');

describe('the pause before another attempt', () => {
  it('is anything from nothing to a ceiling that doubles up to half a minute', () => {
    const ceilings = [1, 2, 3, 9, 10, 1_000].map((attempt) => Math.round(retryDelayMs(attempt, error, almostOne)));
    expect(ceilings).toEqual([100, 200, 400, 25_600, 30_000, 30_000]);
    expect(retryDelayMs(7, error, never)).toBe(0);
  });

  it('is as long as the receiver asked for, at least, but not for ever', () => {
    expect(retryDelayMs(1, new SendError('busy', 5_000), never)).toBe(5_000);
    expect(retryDelayMs(1, new SendError('busy', 5_000), almostOne)).toBeCloseTo(5_100, 0);
    expect(retryDelayMs(1, new SendError('busy', 1e12), never)).toBe(600_000);
  });
});
