import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
import { frozenClock } from '@credit-ledger/testing';
import { charge } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { GetMonthlyUsage, GetMonthlyUsageHandler } from '../monthly-usage/get-monthly-usage.query.js';
import { GetUsageOfAll, GetUsageOfAllHandler } from '../monthly-usage/get-usage-of-all.query.js';
import { GetUsageByPhotoEvent, GetUsageByPhotoEventHandler } from './get-usage-by-photo-event.query.js';
import { GetUsageByType, GetUsageByTypeHandler } from './get-usage-by-type.query.js';
import type { Month } from '../monthly-usage/zoned-month.js';

const acme = 'acme' as OrganisationId;
const clock = frozenClock('2026-11-21T09:30:00.000Z');
const months = (from: string, to: string) => ({ from: from as Month, to: to as Month });
const boston = (name: string) => ({ id: 2014, name });

describe('usage by day', () => {
  let ledger: LedgerDatabase;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    // New York's clocks went back on 1 November: that day was 25 hours long.
    const zone = 'America/New_York';
    await use(10n, 'run-1', { chargedAt: '2026-11-01T03:59:59.999Z', timeZone: zone, photoEvent: boston('Boston') });
    await use(20n, 'run-1', {
      chargedAt: '2026-11-01T04:00:00.000Z',
      timeZone: zone,
      photoEvent: boston('Boston 2014'),
    });
    await use(4n, 'run-2', {
      ...{ chargedAt: '2026-11-20T12:00:00.000Z', timeZone: zone, photoEvent: { id: 7, name: 'Wedding' } },
      ...{ usageType: 'STORE_ORIGINALS', runUsageType: 'PHOTO_PROCESSING' },
    });
    await use(4n, 'run-2', {
      ...{ chargedAt: '2026-11-20T12:00:00.000Z', timeZone: zone, photoEvent: { id: 7, name: 'Wedding' } },
    });
    await ledger.execute('other', charge(7n, 'run-9'));
    await ledger.project(1);
  });
  afterAll(() => ledger.close());

  const use = async (credits: bigint, runId: string, data: object) => {
    const command = charge(credits, runId);
    await ledger.execute('acme', { ...command, data: { ...command.data, ...data } } as typeof command);
  };
  const byPhotoEvent = async (limit = 50, below?: number) =>
    new GetUsageByPhotoEventHandler(ledger.pool, clock).execute(
      new GetUsageByPhotoEvent(acme, months('2026-10', '2026-11'), limit, below),
    );

  test("sums to months of the organisation's time zone, a run in the month of its first charge", async () => {
    const handler = new GetMonthlyUsageHandler(ledger.pool, clock);
    const found = await handler.execute(new GetMonthlyUsage(acme, months('2026-09', '2026-11')));
    expect(found).toEqual([
      { month: '2026-11', creditsUsed: 28n, usageTransactions: 1, current: true },
      { month: '2026-10', creditsUsed: 10n, usageTransactions: 1, current: false },
      { month: '2026-09', creditsUsed: 0n, usageTransactions: 0, current: false },
    ]);
  });

  test('sums over all organisations for staff', async () => {
    const handler = new GetUsageOfAllHandler(ledger.pool, clock);
    expect(await handler.execute(new GetUsageOfAll(months('2026-10', '2026-11')))).toEqual([
      { month: '2026-11', creditsUsed: 35n, usageTransactions: 2, organisations: 2, current: true },
      { month: '2026-10', creditsUsed: 10n, usageTransactions: 1, organisations: 1, current: false },
    ]);
  });

  test('sums to photo events, called as they were last', async () => {
    expect(await byPhotoEvent()).toEqual({
      range: { from: '2026-10', to: '2026-11' },
      items: [
        { photoEventId: 2014, photoEventName: 'Boston 2014', creditsUsed: 30n, usageTransactions: 1 },
        { photoEventId: 7, photoEventName: 'Wedding', creditsUsed: 8n, usageTransactions: 1 },
      ],
      next: undefined,
    });
    const first = await byPhotoEvent(1);
    expect(first?.next).toBe(2014);
    expect((await byPhotoEvent(1, first?.next))?.items).toMatchObject([{ photoEventId: 7 }]);
  });

  test('sums to usage types, of which an option has no runs of its own', async () => {
    const handler = new GetUsageByTypeHandler(ledger.pool, clock);
    const november = await handler.execute(new GetUsageByType(acme, months('2026-11', '2026-11')));
    expect(november?.items).toEqual([
      { usageType: 'PHOTO_PROCESSING', creditsUsed: 24n, usageTransactions: 1 },
      { usageType: 'STORE_ORIGINALS', creditsUsed: 4n, usageTransactions: 0 },
    ]);
    expect(await handler.execute(new GetUsageByType('nobody' as OrganisationId, months('2026-11', '2026-11')))).toBe(
      undefined,
    );
  });
});
