import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Credits, OrganisationId } from '@credit-ledger/kernel';
import { frozenClock } from '@credit-ledger/testing';
import { charge, open } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { GetForecast, GetForecastHandler } from './get-forecast.query.js';

// In India it is the 21st already.
const clock = frozenClock('2026-11-20T20:00:00.000Z');

describe('the forecast of the run-out date', () => {
  let ledger: LedgerDatabase;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    await ledger.execute('steady', open());
    // The 20 days up to yesterday, and today, which is not over.
    for (let day = 1; day <= 21; day++) await use('steady', day === 21 ? 500n : 10n, day);
    await ledger.execute('young', open());
    for (let day = 10; day <= 20; day++) await use('young', 10n, day);
    await ledger.project();
  });
  afterAll(() => ledger.close());

  const use = async (organisation: string, credits: bigint, day: number) => {
    const command = charge(credits, `run-${day}`);
    const chargedAt = `2026-11-${String(day).padStart(2, '0')}T06:00:00.000Z`;
    const data = { ...command.data, chargedAt, timeZone: 'Asia/Kolkata' };
    await ledger.execute(organisation, { ...command, data } as typeof command);
  };
  const forecast = (organisation: string, balance: bigint) =>
    new GetForecastHandler(ledger.pool, clock).execute(
      new GetForecast(organisation as OrganisationId, balance as Credits),
    );

  test('is judged by whole days since the first usage, in the time zone of the organisation', async () => {
    expect(await forecast('steady', 105n)).toEqual({
      runsOutOn: '2026-12-01',
      earliest: '2026-12-01',
      latest: '2026-12-01',
      daysOfHistory: 20,
    });
  });

  test('is not told of an organisation with too short a history, or unknown', async () => {
    expect(await forecast('young', 105n)).toBeUndefined();
    expect(await forecast('nobody', 105n)).toBeUndefined();
  });
});
