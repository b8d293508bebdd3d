import { describe, expect, it } from '@jest/globals';
import { parseRegion, settingsOf } from './domain/region.js';
import { DEFAULT_REGIONS, parseRegionTable } from './region-table.js';

describe('the region table', () => {
  it('gives India rupees and its own time, and everybody else dollars and UTC', () => {
    const table = parseRegionTable(DEFAULT_REGIONS);
    expect(settingsOf(parseRegion('IN'), table)).toEqual({ currency: 'INR', timeZone: 'Asia/Kolkata' });
    expect(settingsOf(parseRegion('US'), table)).toEqual({ currency: 'USD', timeZone: 'UTC' });
    expect(settingsOf(parseRegion('DE'), table)).toEqual({ currency: 'USD', timeZone: 'UTC' });
  });

  it.each([
    ['IN=INR', '"IN=INR" is not'],
    ['IN=INR@Asia/Atlantis,*=USD@UTC', '"IN=INR@Asia/Atlantis" is not'],
    ['IN=INR@Asia/Kolkata', '(*) are missing'],
    ['*=USD@UTC,IN=INR@Asia/Kolkata,IN=USD@UTC', 'IN has settings twice'],
    ['', '"" is not'],
  ])('refuses %p', (text, problem) => {
    expect(() => parseRegionTable(text)).toThrow(problem);
  });

  it.each(['in', 'IND', '', 'I1', 7, undefined])('does not take %p for a region', (value) => {
    expect(() => parseRegion(value)).toThrow('ISO 3166');
  });
});
