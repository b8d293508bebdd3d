import { describe, expect, it } from '@jest/globals';
import { credits } from '@credit-ledger/kernel';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import type { Work } from '../../rate-card/domain/work-credits.js';
import { estimate } from './estimate.js';

const OFF = { bibSearch: false, selfieSearch: false, storeOriginals: false };
const work = (change: Partial<Work> = {}): Work => ({
  usageType: 'PHOTO_PROCESSING',
  settings: { ...OFF, bibSearch: true },
  photos: 2_000,
  ...change,
});
const funds = (balance: bigint, held = 0n) => ({ balance: credits(balance), available: credits(balance - held) });

describe('an estimate', () => {
  it('tells what work costs and what is left after it', () => {
    expect(estimate(work(), FIRST_RATE_CARD, funds(5_000n, 1_000n))).toEqual({
      credits: 2_000n,
      available: 4_000n,
      balanceAfter: 3_000n,
      fits: true,
      recommendedTopUp: 0n,
    });
  });

  it('does not fit into credits that are held for other runs, and recommends a top-up', () => {
    expect(estimate(work(), FIRST_RATE_CARD, funds(2_500n, 1_000n))).toMatchObject({
      available: 1_500n,
      balanceAfter: 500n,
      fits: false,
      recommendedTopUp: 1_000n,
    });
  });

  it('fits when exactly as much is available as the work costs', () => {
    expect(estimate(work(), FIRST_RATE_CARD, funds(3_000n, 1_000n))).toMatchObject({
      fits: true,
      recommendedTopUp: 0n,
    });
    expect(estimate(work(), FIRST_RATE_CARD, funds(2_999n, 1_000n))).toMatchObject({ fits: false });
  });

  it('goes below zero when the balance is too small', () => {
    expect(estimate(work(), FIRST_RATE_CARD, funds(-100n))).toMatchObject({
      balanceAfter: -2_100n,
      fits: false,
      recommendedTopUp: 2_300n,
    });
  });

  it.each<[Partial<Work>, bigint]>([
    [{ settings: OFF }, 0n],
    [{ settings: { ...OFF, selfieSearch: true, storeOriginals: true } }, 4_000n],
    [{ usageType: 'AI_IMAGE_ROTATION', settings: OFF }, 2_000n],
    [{ usageType: 'WATERMARK_REPROCESSING', settings: OFF, photos: 2_001 }, 201n],
  ])('of %j costs %d', (change, expected) => {
    expect(estimate(work(change), FIRST_RATE_CARD, funds(0n)).credits).toBe(expected);
  });

  it.each([0, 100_001])('is not made for a rotation of %d images', (photos) => {
    const rotation = work({ usageType: 'AI_IMAGE_ROTATION', settings: OFF, photos });
    expect(() => estimate(rotation, FIRST_RATE_CARD, funds(0n))).toThrow(
      'photos must be a whole number from 1 to 100000',
    );
  });
});
