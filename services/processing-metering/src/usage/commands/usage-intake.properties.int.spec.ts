import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseOrganisationId } from '@credit-ledger/kernel';
import fc from 'fast-check';
import { meteredMessages } from '../../../test/metered-messages.js';
import { meteringDatabase, type MeteringDatabase } from '../../../test/metering-database.js';
import { photosToCharge, usageScenarios } from '../../../test/usage-scenarios.js';
import type { IncomingUsage } from './usage-intake.js';

let database: MeteringDatabase;

beforeAll(async () => {
  database = await meteringDatabase();
});
afterAll(() => database.drop());

describe('redelivered batches that overlap in time', () => {
  it('charge the photos that the rule says, once, and tell the ledger exactly their credits', async () => {
    await fc.assert(
      fc.asyncProperty(usageScenarios(parseOrganisationId('placeholder')), async ({ reports, redelivered }) => {
        const organisationId = await database.register();
        await Promise.all(
          redelivered.map((batch) => {
            const incoming = batch.map((report): IncomingUsage => ({
              report: { ...report, organisationId },
              messageId: 'm',
              correlationId: 'c',
            }));
            return database.transactions((session) => database.intake.accept(session, incoming));
          }),
        );
        const { rows } = await database.pool.query<{ photo: string }>(
          `SELECT photo_event_id || '/' || photo_id AS photo FROM photo_charges WHERE organisation_id = $1`,
          [organisationId],
        );
        const told = await meteredMessages(database.pool, organisationId);
        const expected = photosToCharge(reports);
        expect(rows.map(({ photo }) => photo).sort()).toEqual(expected);
        expect(told.reduce((sum, { credits }) => sum + credits, 0n)).toBe(BigInt(expected.length));
        expect(told.reduce((sum, { photoCount }) => sum + photoCount, 0n)).toBe(BigInt(expected.length));
      }),
      { numRuns: 100 },
    );
  });
});
