import { describe, expect, it } from '@jest/globals';
import { isAlsoOverHttp, isRepeated, reportsOf } from './photo-shares.js';

const indexes = (photos: number) => Array.from({ length: photos }, (_, index) => index);

describe('the shares of photos that are reported again', () => {
  it('are a tenth each', () => {
    expect(reportsOf(287_302)).toEqual({ bus: 287_302 + 28_730, http: 28_730 });
  });

  it('do not overlap', () => {
    expect(indexes(1_000).some((index) => isRepeated(index) && isAlsoOverHttp(index))).toBe(false);
  });

  it.each([0, 1, 3, 4, 7, 8, 13, 14, 99, 100])('are counted right for %i photos', (photos) => {
    const repeated = indexes(photos).filter(isRepeated).length;
    expect(reportsOf(photos)).toEqual({ bus: photos + repeated, http: indexes(photos).filter(isAlsoOverHttp).length });
  });
});
