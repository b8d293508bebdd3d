import { describe, expect, test } from '@jest/globals';
import { parseInstant, type Currency, type Instant } from '@credit-ledger/kernel';
import { credits } from '../../../test/credit-account.scenario.js';
import { byDrawDownOrder, type Lot, type LotId, type UnitPrice } from './lot.js';

const december = (day: number): Instant => parseInstant(`2026-12-${day}T00:00:00Z`);

const lot = (lotId: string, expiresAt?: Instant): Lot => ({
  lotId: lotId as LotId,
  source: 'PURCHASE',
  unitPrice: '1.50' as UnitPrice,
  currency: 'INR' as Currency,
  addedAt: parseInstant('2026-11-01T00:00:00Z'),
  expiresAt,
  remaining: credits(10n),
  pinned: credits(0n),
});

describe('the draw-down order', () => {
  test('takes lots that expire before those that never do, and the earliest first', () => {
    const free: Lot = { ...lot('free'), source: 'FREE_CREDITS' };
    const lots = [free, lot('never'), lot('later', december(20)), lot('sooner', december(10))];
    expect(lots.sort(byDrawDownOrder).map(({ lotId }) => lotId)).toEqual(['sooner', 'later', 'free', 'never']);
  });
});
