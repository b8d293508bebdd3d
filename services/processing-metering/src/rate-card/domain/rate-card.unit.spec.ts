import { describe, expect, it } from '@jest/globals';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import { parseRates, photoProcessingRate } from './rate-card.js';

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
  it('are read as whole credits', () => {
    expect(parseRates({ PHOTO_PROCESSING: { searchOn: '3', searchOff: '0' } })).toEqual({
      searchOn: 3n,
      searchOff: 0n,
    });
  });

  it('are refused when a rate is negative', () => {
    expect(() => parseRates({ PHOTO_PROCESSING: { searchOn: '-1', searchOff: '0' } })).toThrow(
      'PHOTO_PROCESSING.searchOn',
    );
  });
});
