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
  data: { additionId: 'pay-1', lotId: 'lot-1', source: 'PURCHASE', credits: '10', paymentId: 'pay-1', ...price },
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
const repaid = (credits: number, owed = { type: 'USAGE', id: 'run-1' }, lotId = 'lot-1'): SampleEvent => ({
  type: 'DebtRepaid',
  data: { repayments: [{ lotId, credits: String(credits), owed }] },
});
const granted: SampleEvent = {
  type: 'CreditsAdded',
  data: { additionId: 'gift', lotId: 'lot-2', source: 'ADMIN_GRANT', credits: '10', ...price },
};
const reversed = (reversalId: string, credits: number, data: Record<string, unknown> = {}): SampleEvent => ({
  type: 'PurchaseReversed',
  data: {
    ...{ reversalId, paymentId: 'pay-1', credits: String(credits), owed: '0', forced: false },
    removals: [{ lotId: 'lot-1', credits: String(credits) }],
    ...data,
  },
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

describe('the history of an account with reversals', () => {
  it('is sound where a purchase is taken back in parts, and its lot with it', async () => {
    const { problems, balance, removed, lots, debt } = await historyOf(added, reversed('v', 4), reversed('w', 6));
    expect([problems, balance, removed, lots.remaining, debt]).toEqual([[], 0n, 10n, 0n, 0n]);
  });

  it('is sound where a forced reversal takes from another lot, owes the rest, and is repaid', async () => {
    const taken = [
      { lotId: 'lot-1', credits: '2' },
      { lotId: 'lot-2', credits: '5' },
    ];
    const forced = reversed('v', 10, { removals: taken, owed: '3', forced: true });
    const small = { ...granted, data: { ...granted.data, credits: '5' } };
    const later = { ...granted, data: { ...granted.data, additionId: 'later', lotId: 'lot-3' } };
    const owing = await historyOf(added, charged(8, 0), small, forced);
    expect([owing.problems, owing.balance, owing.lots.remaining, owing.debt]).toEqual([[], -3n, 0n, 3n]);
    const repayment = repaid(3, { type: 'REVERSAL', id: 'v' }, 'lot-3');
    const even = await historyOf(added, charged(8, 0), small, forced, later, repayment);
    expect([even.problems, even.balance, even.lots.remaining, even.debt]).toEqual([[], 7n, 7n, 0n]);
  });

  it.each<[string, SampleEvent[], string]>([
    [
      'take back more than was bought, in parts',
      [granted, reversed('v', 6), reversed('w', 6, { removals: [{ lotId: 'lot-2', credits: '6' }], forced: true })],
      'reversal w takes back 2 more than was bought',
    ],
    [
      'take back a payment that bought nothing',
      [reversed('v', 1, { paymentId: 'pay-2', forced: true })],
      'reversal v takes back payment pay-2, which bought nothing',
    ],
    ['are made twice', [reversed('v', 1), reversed('v', 1)], 'reversal v was made twice'],
    ['take what a lot has not', [charged(5, 0), reversed('v', 6)], 'lot lot-1 was overdrawn by 1'],
    [
      'take what is held',
      [
        { type: 'HoldPlaced', data: { runId: 'run-1', pins: [{ lotId: 'lot-1', credits: '5' }] } },
        reversed('v', 6, { forced: true }),
      ],
      'lot lot-1 has 5 pinned and only 4 left',
    ],
    ['are not what they say', [reversed('v', 5, { credits: '6' })], 'reversal v of 6 credits takes 5 and owes 0'],
    [
      'take from another lot without being forced',
      [granted, reversed('v', 5, { removals: [{ lotId: 'lot-2', credits: '5' }] })],
      'reversal v was not forced and takes from others than its own lot',
    ],
    [
      'owe without being forced',
      [reversed('v', 5, { removals: [], owed: '5' })],
      'reversal v was not forced and takes from others than its own lot',
    ],
    [
      'are repaid more than they owe',
      [reversed('v', 5, { removals: [], owed: '5', forced: true }), repaid(6, { type: 'REVERSAL', id: 'v' })],
      'reversal v was repaid 1 more than it owes',
    ],
  ])('finds some that %s', async (_, events, problem) => {
    expect((await historyOf(added, ...events)).problems).toContain(problem);
  });
});
