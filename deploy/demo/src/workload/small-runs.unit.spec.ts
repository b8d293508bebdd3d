import { describe, expect, it } from '@jest/globals';
import { smallRuns, unevenBatches } from './small-runs.js';

describe('the runs beside the race', () => {
  it.each([1, 10, 149, 150, 300, 492, 493, 2_000, 287_302])('of a race of %d photos cost 1,000 credits', (photos) => {
    const { earlierMonths, watermarkedPhotos, rotatedImages } = smallRuns(photos);
    const processed = earlierMonths.reduce((sum, month) => sum + month, 0);
    expect(processed + Math.ceil(watermarkedPhotos / 10) + rotatedImages).toBe(1_000);
    expect(Math.max(...earlierMonths, watermarkedPhotos)).toBeLessThanOrEqual(photos);
  });

  it('rotate 200 images when there are photos enough for the others', () => {
    expect(smallRuns(2_000)).toEqual({ earlierMonths: [150, 250, 350], watermarkedPhotos: 493, rotatedImages: 200 });
  });

  it('report watermarks in uneven batches that leave nothing out', () => {
    const photos = Array.from({ length: 160 }, (_, index) => index);
    const batches = unevenBatches(photos);
    expect(batches.map(({ length }) => length)).toEqual([1, 7, 40, 3, 95, 1, 7, 6]);
    expect(batches.flat()).toEqual(photos);
  });
});
