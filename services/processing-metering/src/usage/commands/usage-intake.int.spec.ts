import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
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
const runOf = async (runId: string) => {
  const { rows } = await database.pool.query('SELECT * FROM runs WHERE organisation_id = $1 AND run_id = $2', [
    organisationId,
    runId,
  ]);
  return rows[0];
};

describe('usage intake', () => {
  it('tells the ledger one charge per run and batch, with the month’s zone and the rate card that priced it', async () => {
    await accept(
      incoming({ photoIds: ['c', 'a'], actorId: 'user-7', effectiveAt: '2026-11-20T08:00:00Z' }),
      incoming({ photoIds: ['b'], effectiveAt: '2026-11-19T08:00:00Z' }),
    );
    const [charge, ...others] = await meteredMessages(database.pool, organisationId);
    expect(others).toEqual([]);
    expect(charge).toMatchObject({
      organisationId,
      runId: 'run-1',
      usageType: 'PHOTO_PROCESSING',
      credits: 3n,
      photoEventId: 2014n,
      photoEventName: 'Boston Marathon 2014',
      photoCount: 3n,
      rateCardVersion: 1,
      chargedAt: '2026-11-21T09:30:00.000Z',
      effectiveAt: '2026-11-20T08:00:00.000Z',
      effectiveAtReplaced: false,
      timeZone: 'Asia/Kolkata',
      actorId: 'user-7',
    });
  });

  it('remembers which charge paid for which photo, so that the digest can be derived again', async () => {
    await accept(incoming({ photoIds: ['b', 'a/B', 'a', 'a\\134'] }));
    const [charge] = await meteredMessages(database.pool, organisationId);
    // As the README says.
    const { rows } = await database.pool.query<{ photos: number; digest: string }>(
      `SELECT count(*)::int AS photos,
              encode(sha256(convert_to(string_agg(key || E'\\n', '' ORDER BY key COLLATE "C"), 'UTF8')), 'hex') AS digest
       FROM (SELECT organisation_id || '/' || photo_event_id || '/' || component || '/' || photo_id AS key
             FROM photo_charges WHERE organisation_id = $1 AND charge_id = $2) AS photo`,
      [organisationId, charge?.chargeId],
    );
    expect(rows).toEqual([{ photos: 4, digest: Buffer.from(charge?.photoDigest ?? []).toString('hex') }]);
  });

  it('charges a photo once, whichever run, report or batch names it again', async () => {
    const first = await accept(incoming({ photoIds: ['a', 'b'] }));
    const again = await accept(incoming({ photoIds: ['a', 'b'] }));
    const elsewhere = await accept(incoming({ runId: 'run-2', photoIds: ['b', 'c'] }));
    expect([first, again, elsewhere].map(([outcome]) => numbersOf(outcome))).toEqual([
      [2, 0, 0],
      [0, 2, 0],
      [1, 1, 0],
    ]);
    expect((await meteredMessages(database.pool, organisationId)).map(({ credits }) => credits)).toEqual([2n, 1n]);
  });

  it('answers a repeated report with the sequence that tells the earlier charge', async () => {
    const [first] = await accept(incoming());
    const [again] = await accept(incoming());
    expect(again).toMatchObject({ kind: 'counted', charges: [], sequence: 1n });
    expect(first).toMatchObject({ sequence: 1n });
  });

  it('opens a run that nobody has requested, running and without a hold', async () => {
    await accept(incoming({ runId: 'unknown', photoIds: ['a'], actorId: 'user-7' }));
    expect(await runOf('unknown')).toMatchObject({
      state: 'RUNNING',
      hold_status: 'NONE',
      photo_event_name: 'Boston Marathon 2014',
      started_by: 'user-7',
      credits: '1',
    });
  });

  it('charges in the name of the reported person, else of whoever started the run, else of the system', async () => {
    await accept(incoming({ photoIds: ['a'], actorId: 'user-7' }));
    await accept(incoming({ photoIds: ['b'] }));
    await accept(incoming({ photoIds: ['c'], actorId: 'user-8' }));
    await accept(incoming({ runId: 'of-nobody', photoIds: ['d'] }));
    const actors = (await meteredMessages(database.pool, organisationId)).map(({ actorId }) => actorId);
    expect(actors).toEqual(['user-7', 'user-7', 'user-8', 'system']);
  });

  it('keeps the photo event of the first report, also in later charges', async () => {
    await accept(incoming({ photoIds: ['a'] }));
    await accept(incoming({ photoIds: ['b'], photoEventName: 'Boston 2014 (renamed)' }));
    const names = (await meteredMessages(database.pool, organisationId)).map(({ photoEventName }) => photoEventName);
    expect(names).toEqual(['Boston Marathon 2014', 'Boston Marathon 2014']);
  });

  it.each(['REQUESTED', 'PAUSED', 'COMPLETED', 'CANCELLED', 'REFUSED'])(
    'accepts usage of a %s run and leaves its state',
    async (state) => {
      await accept(incoming({ photoIds: ['a'] }));
      await database.pool.query('UPDATE runs SET state = $2 WHERE organisation_id = $1', [organisationId, state]);
      await accept(incoming({ photoIds: ['b'] }));
      expect(await runOf('run-1')).toMatchObject({ state, new_photos: '2', credits: '2' });
    },
  );

  it('leaves free photos uncharged, so that a search switched on later costs what it costs', async () => {
    const free = await accept(incoming({ bibSearch: false, photoIds: ['a'] }));
    const charged = await accept(incoming({ selfieSearch: true, bibSearch: false, photoIds: ['a'] }));
    const freeAgain = await accept(incoming({ bibSearch: false, photoIds: ['a'] }));
    expect([free, charged, freeAgain].map(([outcome]) => numbersOf(outcome))).toEqual([
      [0, 0, 1],
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect(await runOf('run-1')).toMatchObject({
      reported_photos: '3',
      new_photos: '1',
      free_photos: '2',
      credits: '1',
    });
  });

  it('prices with the rate card in force at the moment of acceptance', async () => {
    await database.pool.query(
      `INSERT INTO rate_cards (version, effective_from, rates, added_at, added_by, reason)
       SELECT 2, $1, rates || '{ "PHOTO_PROCESSING": { "searchOn": "3", "searchOff": "1" } }', added_at, 'staff-1', 'dearer'
       FROM rate_cards`,
      ['2026-12-01T00:00:00Z'],
    );
    await accept(incoming({ photoIds: ['a'] }));
    database.clock.set('2026-12-01T00:00:00Z');
    try {
      await accept(incoming({ photoIds: ['b'] }), incoming({ photoIds: ['c'], bibSearch: false }));
    } finally {
      database.clock.set('2026-11-21T09:30:00Z');
      await database.pool.query('DELETE FROM rate_cards WHERE version = 2');
    }
    const charges = await meteredMessages(database.pool, organisationId);
    expect(charges.map(({ credits, rateCardVersion }) => [credits, rateCardVersion])).toEqual([
      [1n, 1],
      [4n, 2],
    ]);
  });

  it('keeps usage of an organisation that is not known yet, without stopping the rest of the batch', async () => {
    const outcomes = await accept(
      incoming(),
      incoming({ organisationId: 'not-registered' }),
      incoming({ photoIds: ['b'] }),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['counted', 'pending', 'counted']);
    const { rows } = await database.pool.query(`SELECT * FROM pending_usage WHERE organisation_id = 'not-registered'`);
    expect(rows).toMatchObject([{ report: { runId: 'run-1', photoIds: ['photo-1'], bibSearch: true } }]);
  });
});
