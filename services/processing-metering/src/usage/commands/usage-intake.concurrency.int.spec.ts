import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import { incomingUsage, numbersOf } from '../../../test/incoming-usage.js';
import { meteredMessages } from '../../../test/metered-messages.js';
import { meteringDatabase, type MeteringDatabase } from '../../../test/metering-database.js';
import type { RawUsageReport } from '../domain/usage-report.js';
import type { IncomingUsage } from './usage-intake.js';
import type { UsageOutcome } from './usage-outcome.js';

let database: MeteringDatabase;
let organisationId: OrganisationId;

beforeAll(async () => {
  database = await meteringDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  organisationId = await database.register();
});

const incoming = (change: Partial<RawUsageReport> = {}) => incomingUsage(organisationId, change);
const accept = (...batch: IncomingUsage[]): Promise<readonly UsageOutcome[]> =>
  database.transactions((session) => database.intake.accept(session, batch));

describe('two intakes at once', () => {
  it('charge every photo of overlapping batches once, in whatever order they name them', async () => {
    const photos = Array.from({ length: 200 }, (_, index) => `photo-${String(index).padStart(3, '0')}`);
    const batches = [photos, [...photos].reverse(), photos.slice(100), photos.slice(0, 150)];
    const outcomes = await Promise.all(
      batches.map((photoIds, index) => accept(incoming({ photoIds, runId: `run-${index % 2}` }))),
    );
    const charged = outcomes.map(([outcome]) => numbersOf(outcome)[0] ?? 0);
    expect(charged.reduce((sum, count) => sum + count, 0)).toBe(200);
    const messagesTold = await meteredMessages(database.pool, organisationId);
    expect(messagesTold.reduce((sum, { credits }) => sum + credits, 0n)).toBe(200n);
  });

  it('wait for the transaction that is charging a photo, and charge it themselves when that one gives up', async () => {
    const first = await database.pool.connect();
    await first.query('BEGIN');
    await database.intake.accept({ query: async (sql, values) => (await first.query(sql, [...(values ?? [])])).rows }, [
      incoming(),
    ]);
    let settled = false;
    const second = accept(incoming()).finally(() => (settled = true));
    await eventually(async () => {
      const { rows } = await database.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
    expect(settled).toBe(false);
    await first.query('ROLLBACK');
    first.release();
    expect(numbersOf((await second)[0])).toEqual([1, 0, 0]);
  });

  it('both commit when their reports name runs and organisations in opposite orders', async () => {
    const other = await database.register();
    const places = [
      { organisationId, runId: 'run-1' },
      { organisationId: other, runId: 'run-2' },
    ];
    const rounds = Array.from({ length: 20 }, (_, round) =>
      (round % 2 === 0 ? places : [...places].reverse()).map((place) =>
        incoming({ ...place, photoIds: [`photo-${round}`, 'shared'] }),
      ),
    );
    await Promise.all(rounds.map((batch) => accept(...batch)));
    const { rows } = await database.pool.query(
      'SELECT sum(credits) AS credits FROM runs WHERE organisation_id = ANY ($1)',
      [[organisationId, other]],
    );
    expect(rows).toEqual([{ credits: '42' }]);
  });
});
