import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { invariant, parseInstant, type OrganisationId } from '@credit-ledger/kernel';
import { frozenClock } from '@credit-ledger/testing';
import { add, charge, open } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { GetMonthlyUsage, GetMonthlyUsageHandler } from '../monthly-usage/get-monthly-usage.query.js';

const ACME = 'acme' as OrganisationId;

describe('the months of a run', () => {
  let ledger: LedgerDatabase;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    await ledger.execute(ACME, open());
    await ledger.execute(ACME, add('payment-1', 'PURCHASE', 1000n));
  });
  afterAll(() => ledger.close());

  const chargeAt = (credits: bigint, chargedAt: string) => {
    const command = charge(credits, 'run-over-the-month');
    invariant(command.type === 'ChargeUsage', 'charge makes a charge');
    return { ...command, data: { ...command.data, chargedAt: parseInstant(chargedAt) } };
  };

  test('have the credits of their own charges, and the first of them counts the run', async () => {
    // Midnight of the first of November in Asia/Kolkata is at 18:30 UTC.
    await ledger.execute(ACME, chargeAt(10n, '2026-10-31T18:29:59Z'));
    await ledger.execute(ACME, chargeAt(4n, '2026-10-31T18:30:00Z'));
    await ledger.project();
    const months = new GetMonthlyUsageHandler(ledger.pool, frozenClock('2026-11-21T09:30:00Z'));
    expect((await months.execute(new GetMonthlyUsage(ACME)))?.slice(0, 2)).toEqual([
      { month: '2026-11', creditsUsed: 4n, usageTransactions: 0, current: true },
      { month: '2026-10', creditsUsed: 10n, usageTransactions: 1, current: false },
    ]);
  });
});
