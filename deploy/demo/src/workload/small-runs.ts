/** What the runs beside the race cost in all. They are bought for, so that they leave the race's credit plan alone. */
export const SMALL_RUNS_CREDITS = 1_000;

export type SmallRuns = {
  /** Photos of each month before the current one, the oldest first. */
  readonly earlierMonths: readonly [number, number, number];
  readonly watermarkedPhotos: number;
  readonly rotatedImages: number;
};

const EARLIER_MONTHS = [150, 250, 350] as const;
// Not a multiple of ten, so that the last tenth is rounded up.
const WATERMARKED_PHOTOS = 493;

/** The sizes of the runs beside the race. Photos are those of the race, so a slice has fewer of them, and more rotations. */
export function smallRuns(photos: number): SmallRuns {
  const [oldest, middle, latest] = EARLIER_MONTHS;
  const earlierMonths = [Math.min(oldest, photos), Math.min(middle, photos), Math.min(latest, photos)] as const;
  const watermarkedPhotos = Math.min(WATERMARKED_PHOTOS, photos);
  const processed = earlierMonths.reduce((sum, month) => sum + month, 0);
  return {
    earlierMonths,
    watermarkedPhotos,
    rotatedImages: SMALL_RUNS_CREDITS - processed - Math.ceil(watermarkedPhotos / 10),
  };
}

const UNEVEN = [1, 7, 40, 3, 95] as const;

/** Batches of 1, 7, 40, 3 and 95, and again: a tenth of each, rounded up, would be more than a tenth of them all. */
export function unevenBatches<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const batches: (readonly Item[])[] = [];
  for (let start = 0; start < items.length;) {
    const size = UNEVEN[batches.length % UNEVEN.length] ?? 1;
    batches.push(items.slice(start, start + size));
    start += size;
  }
  return batches;
}
