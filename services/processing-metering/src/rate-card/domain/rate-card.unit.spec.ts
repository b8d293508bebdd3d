import { describe, expect, it } from '@jest/globals';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import { parseRates, photoProcessingRate, type StoredRates } from './rate-card.js';

describe('the first rate card', () => {
  it.each([
    { bibSearch: true, selfieSearch: false, expected: 1n },
    { bibSearch: false, selfieSearch: true, expected: 1n },
    { bibSearch: true, selfieSearch: true, expected: 1n },
    { bibSearch: false, selfieSearch: false, expected: 0n },
  ])('charges $expected for bib search $bibSearch and selfie search $selfieSearch', ({ expected, ...settings }) => {
    expect(photoProcessingRate(FIRST_RATE_CARD, settings)).toBe(expected);
  });
});

describe('stored rates', () => {
  const stored: StoredRates = {
    PHOTO_PROCESSING: { searchOn: '3', searchOff: '0' },
    STORE_ORIGINALS: '2',
    AI_IMAGE_ROTATION: '1000',
    WATERMARK_REPROCESSING: '0.25',
  };

  it('are read as whole credits, and a share as ten-thousandths', () => {
    expect(parseRates(stored)).toEqual({
      photoProcessing: { searchOn: 3n, searchOff: 0n },
      storeOriginals: 2n,
      imageRotation: 1_000n,
      watermarkReprocessing: 2_500n,
    });
  });

  it.each<[string, Partial<StoredRates>]>([
    ['PHOTO_PROCESSING.searchOn', { PHOTO_PROCESSING: { searchOn: '-1', searchOff: '0' } }],
    ['STORE_ORIGINALS', { STORE_ORIGINALS: '0.5' }],
    ['AI_IMAGE_ROTATION', { AI_IMAGE_ROTATION: '1001' }],
    ['WATERMARK_REPROCESSING', { WATERMARK_REPROCESSING: '-0.1' }],
  ])('are refused for %s', (field, change) => {
    expect(() => parseRates({ ...stored, ...change })).toThrow(field);
  });
});
