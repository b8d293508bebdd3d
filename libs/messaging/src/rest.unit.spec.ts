import { describe, expect, it } from '@jest/globals';
import { restMs } from './rest.js';

describe('the rest after a batch', () => {
  it('is longer the longer the batch took, up to a limit', () => {
    expect([0, 1, 10, 25, 1_000].map((tookMs) => restMs(tookMs, 0.01))).toEqual([0, 4, 40, 100, 100]);
  });

  it('is left out while batches are at least half full', () => {
    expect([restMs(10, 0.5), restMs(10, 1)]).toEqual([0, 0]);
  });
});
