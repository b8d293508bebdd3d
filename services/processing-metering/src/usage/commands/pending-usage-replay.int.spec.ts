import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseOrganisationId, silentLog, type Log, type OrganisationId } from '@credit-ledger/kernel';
import { meteredMessages } from '../../../test/metered-messages.js';
import { meteringDatabase, type MeteringDatabase } from '../../../test/metering-database.js';
import { sampleReport } from '../../../test/sample-report.js';
import { PendingUsageReplay } from './pending-usage-replay.js';

let database: MeteringDatabase;

beforeAll(async () => {
  database = await meteringDatabase();
});
afterAll(() => database.drop());

const replayOf = (logger: Log = silentLog): PendingUsageReplay =>
  new PendingUsageReplay({
    transactions: database.transactions,
    intake: database.intake,
    logger,
    photosPerTransactionMax: 3,
    onCommitted: () => undefined,
  });
const report = (organisationId: OrganisationId, photoIds: string[]): Promise<unknown> => {
  const usage = { report: sampleReport({ organisationId, photoIds }), messageId: 'm', correlationId: 'c' };
  return database.transactions((session) => database.intake.accept(session, [usage]));
};
const announce = (organisationId: OrganisationId): Promise<unknown> =>
  database.pool.query(`INSERT INTO organisations VALUES ($1, 'Asia/Kolkata', now())`, [organisationId]);

describe('usage that came before its organisation', () => {
  it('is charged once, by whichever process finds it, in the month in which it is accepted', async () => {
    const organisationId = parseOrganisationId('early');
    await report(organisationId, ['a', 'b']);
    await report(organisationId, ['b', 'c']);
    await report(parseOrganisationId('never-registers'), ['a']);
    expect(await replayOf().replaySome()).toBe(0);
    database.clock.set('2026-12-01T00:00:00Z');
    await announce(organisationId);
    const replayed = await Promise.all([replayOf().replaySome(1), replayOf().replaySome(1)]);
    expect([...replayed, await replayOf().replaySome()].reduce((sum, count) => sum + count, 0)).toBe(2);
    const charges = await meteredMessages(database.pool, organisationId);
    expect(charges.reduce((sum, { credits }) => sum + credits, 0n)).toBe(3n);
    expect(new Set(charges.map(({ chargedAt }) => chargedAt))).toEqual(new Set(['2026-12-01T00:00:00.000Z']));
    const { rows } = await database.pool.query('SELECT organisation_id FROM pending_usage');
    expect(rows).toEqual([{ organisation_id: 'never-registers' }]);
  });

  it('is charged in transactions of so many photos, however many reports there are', async () => {
    const organisationId = parseOrganisationId('busy');
    for (const photoIds of [['a'], ['b', 'c'], ['d'], ['e', 'f', 'g', 'h'], ['i']])
      await report(organisationId, photoIds);
    await announce(organisationId);
    const reportsAtATime: number[] = [];
    do reportsAtATime.push(await replayOf().replaySome());
    while (reportsAtATime.at(-1) !== 0);
    expect(reportsAtATime).toEqual([2, 1, 1, 1, 0]);
  });

  it('is set aside for a person when it cannot be counted, and holds nobody up', async () => {
    const organisationId = parseOrganisationId('odd');
    await report(organisationId, ['a']);
    await database.pool.query(`UPDATE pending_usage SET report = '{}' WHERE organisation_id = 'odd'`);
    await report(organisationId, ['b']);
    await announce(organisationId);
    const told: object[] = [];
    const log: Log = { ...silentLog, error: (fields) => told.push(fields) };
    while ((await replayOf(log).replaySome()) > 0);
    expect(told).toEqual([
      expect.objectContaining({ organisationId, correlationId: 'c', code: 'request.invalid_value' }),
    ]);
    const { rows } = await database.pool.query(`SELECT refused_code FROM pending_usage WHERE organisation_id = 'odd'`);
    expect(rows).toEqual([{ refused_code: 'request.invalid_value' }]);
    expect((await meteredMessages(database.pool, organisationId)).map(({ credits }) => credits)).toEqual([1n]);
  });

  it('is kept with the code when a rule refuses it for good, and what came with it is charged', async () => {
    const organisationId = parseOrganisationId('two-minds');
    await report(organisationId, ['a']);
    const rotation = sampleReport({ organisationId, usageType: 'AI_IMAGE_ROTATION', photoIds: ['b'] });
    await database.transactions((session) =>
      database.intake.accept(session, [{ report: rotation, messageId: 'm', correlationId: 'c' }]),
    );
    await announce(organisationId);
    while ((await replayOf().replaySome()) > 0);
    const { rows } = await database.pool.query(
      `SELECT refused_code, report ->> 'usageType' AS type FROM pending_usage WHERE organisation_id = 'two-minds'`,
    );
    expect(rows).toEqual([{ refused_code: 'metering.usage_type_mismatch', type: 'AI_IMAGE_ROTATION' }]);
    expect((await meteredMessages(database.pool, organisationId)).map(({ credits }) => credits)).toEqual([1n]);
  });
});
