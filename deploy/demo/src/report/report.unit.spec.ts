import { describe, expect, it } from '@jest/globals';
import type { DemoResult } from '../story/run-demo.js';
import { formatMoney } from './format.js';
import { jsonReport } from './json-report.js';
import { textReport } from './text-report.js';

const usageRow = {
  transactionId: 'usage-run-1',
  type: 'USAGE',
  credits: -1_500,
  overrun: false,
  occurredAt: '2026-11-21T09:30:00.000Z',
  actor: 'local-operator',
  details: { usageType: 'PHOTO_PROCESSING', photoEventName: 'Boston Marathon 2014', photoEventId: 2014 },
};
const addition = { ...usageRow, overrun: false, details: {} };
const balance = { balance: 1_000, held: 0, available: 1_000, version: 9, caughtUp: true };
const usage = { reportedPhotos: 1_800, newPhotos: 1_500, alreadyChargedPhotos: 300, freePhotos: 0, credits: 1_500 };
const run = {
  runId: 'run-1',
  state: 'COMPLETED',
  holdPending: false,
  estimatedCredits: 1_500,
  grantedCredits: 1_500,
  refusal: null,
  usage,
} as const;

const RESULT: DemoResult = {
  organisation: { organisationId: 'demo-1', plan: 'payg', currency: 'INR', timeZone: 'Asia/Kolkata' },
  dashboard: {
    balance,
    months: [{ month: '2026-11', creditsUsed: 1_500, usageTransactions: 1, current: true }],
    usage: [usageRow],
    purchases: [
      { ...addition, transactionId: 'addition-1', type: 'PURCHASE', credits: 2_300, details: { gateway: 'sandbox' } },
      { ...addition, transactionId: 'addition-2', type: 'FREE_CREDITS', credits: 200 },
      {
        ...{ ...addition, transactionId: 'refund-1', type: 'REFUND', credits: 50 },
        details: { runId: 'run-1', reason: 'blurred', lots: [{ lotId: 'lot-1', credits: 50 }] },
      },
    ],
    adjustments: [{ ...addition, transactionId: 'adjustment-1', type: 'ADJUSTMENT', credits: -40 }],
    run,
  },
  told: {
    balance,
    months: [],
    transactions: [],
    run,
    otherRuns: [],
    refusals: [{ runId: 'run-3', state: 'REFUSED', needed: 1_500, available: 1_000, recommendedTopUp: 1_000 }],
    refunds: [{ refundId: 'refund-1', runId: 'run-1', credits: 50, forgiven: 0, lots: [] }],
    purchases: [],
    channels: {
      bus: { published: 1_651, accepted: 1_650, newPhotos: 1_400, alreadyCharged: 250 },
      http: { published: 150, accepted: 150, newPhotos: 100, alreadyCharged: 50 },
    },
    pauses: 1,
  },
  otherRuns: [
    {
      work: {
        ...{
          runId: 'run-2',
          usageType: 'WATERMARK_REPROCESSING',
          photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
        },
        ...{ batches: [['a']], month: '2026-11', doneAt: '2026-11-21T09:30:00.000Z' },
      },
      run: { ...run, runId: 'run-2', usage: { ...usage, credits: 1 } },
      published: { runId: 'run-2', usageType: 'WATERMARK_REPROCESSING', month: '2026-11', items: 7 },
    },
  ],
  reconciliation: { compared: 40, differences: [] },
  seconds: 2,
};

const DIFFERENT: DemoResult = {
  ...RESULT,
  reconciliation: { compared: 40, differences: [{ figure: 'held credits', told: '1', derived: '0' }] },
};

describe('the JSON report', () => {
  it('has exactly the fields it promises', () => {
    expect(jsonReport(RESULT)).toEqual({
      photos: { published: 1_801, accepted: 1_800, new: 1_500, alreadyCharged: 300, rejected: 1 },
      credits: { added: 2_550, refunded: 50, charged: 1_500, removed: 40, balance: 1_000 },
      months: [{ month: '2026-11', creditsUsed: 1_500, usageTransactions: 1 }],
      otherRuns: [{ month: '2026-11', usageType: 'WATERMARK_REPROCESSING', photos: 7, credits: 1 }],
      refused: [{ needed: 1_500, available: 1_000, recommendedTopUp: 1_000 }],
      pauses: 1,
      seconds: 2,
      photosPerSecond: 900,
      reconciled: true,
      differences: [],
    });
  });

  it('is not reconciled when anything differs', () => {
    expect(jsonReport(DIFFERENT)).toMatchObject({
      reconciled: false,
      differences: [{ figure: 'held credits', told: '1', derived: '0' }],
    });
  });
});

describe('the report for people', () => {
  const text = textReport(RESULT);

  it.each([
    ['the balance', /1,000 credits: 0 held, 1,000 available/],
    ['the months', /2026-11 +1,500 +1 +current/],
    ['the usage row', /Usage: PHOTO_PROCESSING +-1,500 +Boston Marathon 2014 \(2014\) +local-operator/],
    ['the purchase history', /PURCHASE +2,300 +sandbox[^]*FREE_CREDITS +200/],
    ['the refund, with its reason and run', /REFUND +50 +blurred +run-1/],
    ['the run that was refused', /run-3: REFUSED\. Needed 1,500 credits, 1,000 available; recommended top-up 1,000/],
    ['both ways in, and the photo that was rejected', /bus +1,651 +1,650 +1,400 +250 +1\n +HTTP +150 +150 +100 +50 +0/],
    ['the rate', /900 photos\/s: 1,800 in 2\.0 s, 1 pause/],
    [
      'that everything holds',
      /additions 2,550 \(50 refunded\) − charges 1,500 − removals 40 = balance 1,000[^]*every one holds/,
    ],
  ])('shows %s', (_, expected) => {
    expect(text).toMatch(expected);
  });

  it('lists what differs', () => {
    expect(textReport(DIFFERENT)).toMatch(/1 of 40 figures differ:[^]*held credits +1 +0/);
  });

  it('writes money with its currency', () => {
    expect(formatMoney({ amountMinor: 177_000, currency: 'INR' })).toBe('INR 1,770.00');
  });
});
