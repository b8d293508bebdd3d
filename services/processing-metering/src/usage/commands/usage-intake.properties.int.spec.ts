import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseOrganisationId, type OrganisationId } from '@credit-ledger/kernel';
import fc from 'fast-check';
import { meteredMessages } from '../../../test/metered-messages.js';
import { meteringDatabase, type MeteringDatabase } from '../../../test/metering-database.js';
import { failedPhotosOf, usageScenarios, whatToCharge, type UsageScenario } from '../../../test/usage-scenarios.js';
import type { IncomingUsage } from './usage-intake.js';

let database: MeteringDatabase;

beforeAll(async () => {
  database = await meteringDatabase();
});
afterAll(() => database.drop());

// Many organisations at a time, as in real batches: a hundred runs are a thousand histories.
const RUNS = 100;
const ORGANISATIONS = 10;
// Each run moves its scenarios to organisations of its own.
const scenarios = fc.array(usageScenarios(parseOrganisationId('as-drawn')), {
  minLength: ORGANISATIONS,
  maxLength: ORGANISATIONS,
});
const crashes = fc.array(fc.boolean(), { maxLength: 20 });

describe('redelivered batches that overlap in time, in processes that may end before any commit', () => {
  it('charge what the rules say, once, and tell the ledger exactly the credits of each usage type', async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, crashes, async (all, crashed) => {
        const organisations = await Promise.all(all.map(() => database.register()));
        const batches = together(all, organisations);
        await Promise.all(batches.map((batch, index) => take(batch, crashed[index] === true)));
        for (const [index, { reports }] of all.entries()) {
          const organisationId = organisations[index] as OrganisationId;
          const expected = whatToCharge(reports.map((report) => ({ ...report, organisationId })));
          expect(await chargedKeys(organisationId)).toEqual(expected.keys);
          const told = await meteredMessages(database.pool, organisationId);
          for (const [type, credits] of Object.entries(expected.credits)) {
            const ofType = told.filter(({ usageType }) => usageType === type);
            expect(ofType.reduce((sum, charge) => sum + charge.credits, 0n)).toBe(credits);
            if (type === 'WATERMARK_REPROCESSING') continue;
            expect(ofType.reduce((sum, { photoCount }) => sum + photoCount, 0n)).toBe(credits);
          }
          expect(await failuresOfRuns(organisationId)).toEqual(failedPhotosOf(reports));
          expect(await creditsOfRuns(organisationId)).toBe(told.reduce((sum, { credits }) => sum + credits, 0n));
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** The first batches of all organisations in one, the second ones in another, and so on. */
function together(all: readonly UsageScenario[], organisations: readonly OrganisationId[]): IncomingUsage[][] {
  const length = Math.max(...all.map(({ redelivered }) => redelivered.length));
  return Array.from({ length }, (_, place) =>
    all.flatMap(({ redelivered }, index) =>
      (redelivered[place] ?? []).map((report) => ({
        report: { ...report, organisationId: organisations[index] as OrganisationId },
        messageId: 'm',
        correlationId: 'c',
      })),
    ),
  );
}

/** Nothing of a process that ends before its commit is left, and the next one is given the batch again. */
async function take(batch: readonly IncomingUsage[], crash: boolean): Promise<void> {
  const ended = new Error('the process ended');
  const attempt = database.transactions(async (session) => {
    await database.boot().accept(session, batch);
    if (crash) throw ended;
  });
  await (crash ? expect(attempt).rejects.toBe(ended) : attempt);
  if (crash) await take(batch, false);
}

async function chargedKeys(organisationId: OrganisationId): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ key: string }>(
    `SELECT concat_ws('/', organisation_id, photo_event_id, component, photo_id) AS key
     FROM photo_charges WHERE organisation_id = $1
     UNION ALL
     SELECT concat_ws('/', organisation_id, run_id, usage_type, image_id) FROM run_images WHERE organisation_id = $1`,
    [organisationId],
  );
  return rows.map(({ key }) => key).sort();
}

async function failuresOfRuns(organisationId: OrganisationId): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ run_id: string; failed: number }>(
    'SELECT run_id, failed_photos::int AS failed FROM runs WHERE organisation_id = $1',
    [organisationId],
  );
  return Object.fromEntries(rows.map(({ run_id, failed }) => [run_id, failed]));
}

async function creditsOfRuns(organisationId: OrganisationId): Promise<bigint> {
  const { rows } = await database.pool.query<{ credits: string }>(
    'SELECT coalesce(sum(credits), 0)::text AS credits FROM runs WHERE organisation_id = $1',
    [organisationId],
  );
  return BigInt(rows[0]?.credits ?? '0');
}
