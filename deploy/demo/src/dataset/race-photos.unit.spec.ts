import { describe, expect, it } from '@jest/globals';
import { loadRacePhotos, readSplits } from './load-race-photos.js';
import { parseSplits, RaceDataError } from './parse-splits.js';

const HEADER = 'bib,s_5k,s_10k,s_20k,s_half,s_25k,s_30k,s_35k,s_40k,s_finish';

describe('the data of the race', () => {
  it('hold 31,984 finishers and 287,302 photos', async () => {
    const { finishers, photos } = parseSplits(await readSplits());
    expect(finishers).toBe(31_984);
    expect(photos).toHaveLength(287_302);
  });

  it('give every photo an id of its own, in the order in which they were taken', async () => {
    const photos = await loadRacePhotos();
    expect(new Set(photos.map(({ photoId }) => photoId)).size).toBe(287_302);
    expect(photos.every((photo, index) => photo.takenAtSecond >= (photos[index - 1]?.takenAtSecond ?? 0))).toBe(true);
    expect(photos[0]).toEqual({ photoId: 'W2-5km', takenAtSecond: 465 });
  });

  it('name the file and the way out when it is missing', async () => {
    await expect(loadRacePhotos('/nowhere/splits.csv.gz')).rejects.toThrow(/nowhere.*git checkout bench\/data/);
  });
});

describe('parsing splits', () => {
  it('makes one photo of every split that was read', () => {
    const { photos } = parseSplits(`${HEADER}\n1234,900,1800,,,,,,,9000\n`);
    expect(photos.map(({ photoId }) => photoId)).toEqual(['1234-5km', '1234-10km', '1234-finish']);
  });

  it('orders photos of the same second by bib, then along the course', () => {
    const { photos } = parseSplits(`${HEADER}\nF2,900,,,,,,,,\n17,900,900,,,,,,,\n3,899,,,,,,,,\n`);
    expect(photos.map(({ photoId }) => photoId)).toEqual(['3-5km', '17-5km', '17-10km', 'F2-5km']);
  });

  it.each([
    ['another header', 'bib,time\n1,2\n', /line 1: expected the columns bib,s_5k/],
    ['a time that is no number', `${HEADER}\n1,fast,,,,,,,,\n`, /line 2: s_5k is "fast"/],
    ['a bib that is none', `${HEADER}\nJohn Doe,900,,,,,,,,\n`, /line 2: "John Doe" is not a bib/],
    ['a bib that is there twice', `${HEADER}\n1,900,,,,,,,,\n1,901,,,,,,,,\n`, /line 3: bib 1 is there twice/],
    ['a row with a missing cell', `${HEADER}\n1,900\n`, /line 2/],
  ])('refuses %s', (_, csv, message) => {
    expect(() => parseSplits(csv)).toThrow(RaceDataError);
    expect(() => parseSplits(csv)).toThrow(message);
  });
});
