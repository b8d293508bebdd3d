import { describe, expect, it } from '@jest/globals';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import { ratesInForce } from './rate-override.js';

describe('the rates in force', () => {
  it('are the rate card’s for an organisation without rates of its own', () => {
    const { version: _v, effectiveFrom: _e, ...rates } = FIRST_RATE_CARD;
    expect(ratesInForce(FIRST_RATE_CARD, undefined)).toEqual({ ...rates, rateCardVersion: 1, rateOverrideVersion: 0 });
  });

  it('fall back to the rate card for whatever an override does not name', () => {
    const rates = { PHOTO_PROCESSING: { searchOn: '2' }, WATERMARK_REPROCESSING: '0.25' };
    expect(ratesInForce(FIRST_RATE_CARD, { version: 7, rates })).toEqual({
      photoProcessing: { searchOn: 2n, searchOff: 0n },
      storeOriginals: 1n,
      imageRotation: 1n,
      watermarkReprocessing: 2_500n,
      rateCardVersion: 1,
      rateOverrideVersion: 7,
    });
  });

  it('are the rate card’s again under an override that names nothing', () => {
    const ended = ratesInForce(FIRST_RATE_CARD, { version: 8, rates: {} });
    expect(ended).toEqual({ ...ratesInForce(FIRST_RATE_CARD, undefined), rateOverrideVersion: 8 });
  });
});
