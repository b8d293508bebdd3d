import { describe, expect, it } from '@jest/globals';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import type { RunSettings } from '../../runs/domain/run.js';
import { workCredits, type Work } from './work-credits.js';

const OFF: RunSettings = { bibSearch: false, selfieSearch: false, storeOriginals: false };
const SEARCH: RunSettings = { ...OFF, bibSearch: true };
const ORIGINALS: RunSettings = { ...OFF, storeOriginals: true };

describe('the credits of work', () => {
  it.each<[Work['usageType'], RunSettings, number, bigint]>([
    ['PHOTO_PROCESSING', SEARCH, 500, 500n],
    ['PHOTO_PROCESSING', OFF, 500, 0n],
    ['PHOTO_PROCESSING', { ...SEARCH, storeOriginals: true }, 500, 1_000n],
    ['PHOTO_PROCESSING', ORIGINALS, 500, 500n],
    ['AI_IMAGE_ROTATION', OFF, 100_000, 100_000n],
    ['WATERMARK_REPROCESSING', OFF, 0, 0n],
    ['WATERMARK_REPROCESSING', OFF, 1, 1n],
    ['WATERMARK_REPROCESSING', OFF, 10, 1n],
    ['WATERMARK_REPROCESSING', OFF, 11, 2n],
  ])('of %s with %p of %d photos are %d', (usageType, settings, photos, expected) => {
    expect(workCredits(FIRST_RATE_CARD, { usageType, settings, photos })).toBe(expected);
  });
});
