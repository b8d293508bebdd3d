import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
import { incomingUsage } from '../../../test/incoming-usage.js';
import { meteredMessages } from '../../../test/metered-messages.js';
import { meteringDatabase, type MeteringDatabase } from '../../../test/metering-database.js';
import type { RawUsageReport } from '../domain/usage-report.js';
import type { UsageIntake } from './usage-intake.js';

let database: MeteringDatabase;
let organisationId: OrganisationId;

beforeAll(async () => {
  database = await meteringDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  organisationId = await database.register();
});
afterEach(() => {
  database.clock.set('2026-11-21T09:30:00Z');
});

const override = (version: number, effectiveFrom: string, rates: object) =>
  database.pool.query(`INSERT INTO rate_overrides VALUES ($1, $2, $3, $4, now(), 'staff-1', 'agreed')`, [
    ...[organisationId, version, effectiveFrom, rates],
  ]);
const report = (change: Partial<RawUsageReport>, intake: UsageIntake = database.intake) =>
  database.transactions((session) => intake.accept(session, [incomingUsage(organisationId, change)]));
const charges = async () =>
  (await meteredMessages(database.pool, organisationId)).map(({ credits, rateCardVersion, rateOverrideVersion }) => [
    credits,
    rateCardVersion,
    rateOverrideVersion,
  ]);

describe('an organisation with rates of its own', () => {
  it('is charged them from the moment they take effect, and each charge names the versions that priced it', async () => {
    await report({ photoIds: ['a'] });
    await override(1, '2026-11-21T10:00:00Z', { PHOTO_PROCESSING: { searchOn: '5' } });
    await report({ photoIds: ['b'] });
    database.clock.set('2026-11-21T10:00:00Z');
    await report({ photoIds: ['c'], storeOriginals: true });
    await override(2, '2026-11-21T11:00:00Z', {});
    database.clock.set('2026-11-21T11:00:00Z');
    await report({ photoIds: ['d'] });
    expect(await charges()).toEqual([
      [1n, 1, 0],
      [1n, 1, 0],
      [5n, 1, 1],
      [1n, 1, 1],
      [1n, 1, 2],
    ]);
  });

  it('is charged them by every process, also by one that remembers what was before', async () => {
    const another = database.boot();
    await report({ photoIds: ['a'] }, another);
    await override(1, '2026-11-21T09:30:00Z', { PHOTO_PROCESSING: { searchOn: '2' } });
    await report({ photoIds: ['b'] }, another);
    await report({ photoIds: ['c'] }, database.boot());
    expect((await charges()).map(([credits]) => credits)).toEqual([1n, 2n, 2n]);
  });

  it('changes nothing for the others of its batch, or for what was charged', async () => {
    const other = await database.register();
    await override(1, '2026-11-21T09:30:00Z', { PHOTO_PROCESSING: { searchOn: '2' } });
    await database.transactions((session) =>
      database.intake.accept(session, [incomingUsage(organisationId), incomingUsage(other)]),
    );
    expect((await charges())[0]).toEqual([2n, 1, 1]);
    expect((await meteredMessages(database.pool, other)).map(({ credits }) => credits)).toEqual([1n]);
  });

  it('is charged shares at the rate of each photo’s time, rounded up over all', async () => {
    const mark = (photos: number, from: number) =>
      report({
        usageType: 'WATERMARK_REPROCESSING',
        photoIds: Array.from({ length: photos }, (_, index) => `p-${from + index}`),
      });
    await mark(5, 0);
    await override(1, '2026-11-21T09:30:00Z', { WATERMARK_REPROCESSING: '0.5' });
    await mark(5, 5);
    // 5 × 0.1 + 5 × 0.5 = 3
    expect((await charges()).map(([credits]) => credits)).toEqual([1n, 2n]);
  });

  it('costs the intake no further statement once its rates are remembered', async () => {
    const statements = async (photoId: string): Promise<number> => {
      let count = 0;
      await database.transactions(async (session) => {
        count = 0;
        const counting = {
          query: ((sql, values) => ((count += 1), session.query(sql, values))) as typeof session.query,
        };
        await database.intake.accept(counting, [incomingUsage(organisationId, { photoIds: [photoId] })]);
      });
      return count;
    };
    await statements('a');
    const without = await statements('b');
    await override(1, '2026-11-21T09:30:00Z', { PHOTO_PROCESSING: { searchOn: '2' } });
    await statements('c');
    expect(await statements('d')).toBe(without);
    expect((await charges()).map(([credits]) => credits)).toEqual([1n, 1n, 2n, 2n]);
  });
});
