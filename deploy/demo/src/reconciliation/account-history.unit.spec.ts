import { describe, expect, it } from '@jest/globals';
import { factsOf, soundWorld, type SampleEvent } from '../../test/reconciled-world.js';
import type { AccountHistory } from './account-history.js';

async function historyOf(...events: SampleEvent[]): Promise<AccountHistory> {
  const { history } = await factsOf({ ...soundWorld(), events });
  return history;
}

const price = { unitPrice: '1.50', currency: 'INR' };
const added: SampleEvent = {
  type: 'CreditsAdded',
  data: { additionId: 'pay-1', lotId: 'lot-1', source: 'PURCHASE', credits: '10', ...price },
};
const charged = (drawn: number, overrun: number): SampleEvent => ({
  type: 'UsageCharged',
  data: {
    ...{ chargeId: 'charge-1', runId: 'run-1', usageType: 'PHOTO_PROCESSING', credits: String(drawn + overrun) },
    drawdowns: drawn > 0 ? [{ lotId: 'lot-1', credits: String(drawn), held: false }] : [],
    ...{ overrun: String(overrun), photoCount: '5', photoDigest: '', timeZone: 'UTC' },
    chargedAt: '2026-11-21T09:30:00.000Z',
  },
});
const repaid = (credits: number): SampleEvent => ({
  type: 'DebtRepaid',
  data: { repayments: [{ lotId: 'lot-1', credits: String(credits), owed: { type: 'USAGE', id: 'run-1' } }] },
});
const refunded = (refundId: string, forgiven: number, returned: number): SampleEvent => ({
  type: 'UsageRefunded',
  data: {
    ...{ refundId, runId: 'run-1', credits: String(forgiven + returned), forgiven: String(forgiven) },
    lots: returned > 0 ? [{ lotId: `${refundId}-1`, sourceLotId: 'lot-1', credits: String(returned), ...price }] : [],
  },
});

describe('the history of an account with refunds', () => {
  it('is sound where what a run owes is forgiven before a lot gets anything back', async () => {
    const { problems, balance, lots, debt } = await historyOf(added, charged(2, 3), refunded('r', 3, 2));
    expect([problems, balance, lots.remaining, debt]).toEqual([[], 10n, 10n, 0n]);
  });

  it('counts a lot that repaid what a run owed among those that paid for it', async () => {
    const { problems, balance, debt } = await historyOf(charged(0, 3), added, repaid(3), refunded('r', 0, 3));
    expect([problems, balance, debt]).toEqual([[], 10n, 0n]);
  });

  it('finds refunds that together return more to a lot than it paid', async () => {
    const { problems } = await historyOf(added, charged(3, 0), refunded('r', 0, 2), refunded('s', 0, 2));
    expect(problems).toEqual(['refund s returns 1 more to lot lot-1 than it paid']);
  });

  it('finds debt that is forgiven although it was repaid', async () => {
    const { problems } = await historyOf(charged(0, 3), added, repaid(2), refunded('r', 2, 0));
    expect(problems).toEqual(['refund r forgives 1 more than the run owes']);
  });
});
