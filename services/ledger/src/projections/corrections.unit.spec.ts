import { describe, expect, test } from '@jest/globals';
import { parseOrganisationId, type Instant } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import { added, charged, refunded, repaid, reversed, thresholdSet } from '../../test/credit-account.scenario.js';
import { foldBalances, type BalanceChanges } from '../balance/balance.projection.js';
import type { CreditAccountEvent } from '../credit-account/domain/credit-account.events.js';
import { foldDailyUsage, type DailyUsageChanges } from '../usage-breakdown/daily-usage.projection.js';
import { foldTransactions, type TransactionChanges } from '../transaction/transaction.projection.js';
import { TRANSACTION_FILTERS } from '../transaction/transaction.js';
import type { AccountRecord } from './account-record.js';

const HISTORY = [
  added('trial', 'FREE_CREDITS', 10n),
  added('paid', 'PURCHASE', 1000n),
  charged({
    free: [
      ['trial', 10n],
      ['paid', 50n],
    ],
  }),
  refunded('r-1', 20n, 0n, ['paid', 15n], ['trial', 5n]),
  reversed('v-1', 980n, [['paid', 950n]], 30n),
  thresholdSet(50n),
  repaid(['r-1-1', 15n, 'run']),
];

describe('corrections in the views', () => {
  const records = HISTORY.map(recordOf);

  test('are a row each, of which only refunds are purchase history, and the whole list sums to the balance', () => {
    const transactions: TransactionChanges = new Map();
    const balances: BalanceChanges = new Map();
    foldTransactions(transactions, records);
    foldBalances(balances, records);
    const rows = [...transactions.values()];
    expect(rows.map(({ transactionId, type, credits }) => [transactionId, type, credits])).toEqual([
      ['addition-trial', 'FREE_CREDITS', 10n],
      ['addition-paid', 'PURCHASE', 1000n],
      ['usage-run', 'USAGE', -60n],
      ['refund-r-1', 'REFUND', 20n],
      ['adjustment-v-1', 'ADJUSTMENT', -980n],
    ]);
    const balance = [...balances.values()].map(({ change }) => change.balance);
    expect(balance).toEqual([rows.reduce((sum, row) => sum + row.credits, 0n)]);
    const purchases: readonly string[] = TRANSACTION_FILTERS.purchase;
    expect(rows.map(({ type }) => type).filter((type) => !purchases.includes(type))).toEqual(['USAGE', 'ADJUSTMENT']);
  });

  test('name what they correct, why, and who did it', () => {
    const transactions: TransactionChanges = new Map();
    foldTransactions(transactions, records);
    const [refund, adjustment] = [...transactions.values()].slice(-2);
    expect(refund).toMatchObject({ actor: 'staff-1', occurredAt: '2026-11-21T00:00:00.000Z' });
    expect(refund?.details).toEqual({
      refundId: 'r-1',
      runId: 'run',
      usageType: 'PHOTO_PROCESSING',
      photoEventId: 2014,
      photoEventName: 'Boston Marathon 2014',
      reason: 'blurred photos',
      lots: [
        { lotId: 'r-1-1', sourceLotId: 'paid', credits: 15, unitPrice: '1.50', currency: 'INR' },
        { lotId: 'r-1-2', sourceLotId: 'trial', credits: 5, unitPrice: '0', currency: 'INR' },
      ],
    });
    expect(adjustment?.details).toEqual({
      reversalId: 'v-1',
      paymentId: 'paid',
      reason: 'charged back',
      forced: true,
    });
  });

  test("leave the month's usage as it is: it counts spending only", () => {
    const months: DailyUsageChanges = new Map();
    foldDailyUsage(months, records);
    expect([...months.values()].map(({ day, creditsUsed }) => [day, creditsUsed])).toEqual([['2026-11-21', 60n]]);
  });
});

function recordOf(event: CreditAccountEvent, index: number): AccountRecord {
  const at = '2026-11-21T09:30:00.000Z' as Instant;
  const ids = { messageId: `message-${index}`, correlationId: 'correlation', causationId: 'causation' };
  return {
    organisationId: parseOrganisationId('acme'),
    version: index + 1,
    position: `${index + 1}` as Position,
    event,
    metadata: {
      ...ids,
      ...{ actor: 'staff-1', source: 'ledger-http', sequence: '', previousHash: '', hash: '' },
      ...{ effectiveAt: at, recordedAt: at },
    },
  };
}
