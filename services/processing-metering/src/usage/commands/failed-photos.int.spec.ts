import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
import { incomingUsage } from '../../../test/incoming-usage.js';
import { meteredMessages } from '../../../test/metered-messages.js';
import { meteringDatabase, type MeteringDatabase } from '../../../test/metering-database.js';
import type { RawUsageReport } from '../domain/usage-report.js';

let database: MeteringDatabase;
let organisationId: OrganisationId;

beforeAll(async () => {
  database = await meteringDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  organisationId = await database.register();
});

const accept = (...batch: Partial<RawUsageReport>[]) =>
  database.transactions((session) =>
    database.intake.accept(
      session,
      batch.map((change) => incomingUsage(organisationId, change)),
    ),
  );
const failed = (...failedPhotoIds: string[]) => ({ photoIds: undefined, failedPhotoIds });
const done = (...photoIds: string[]) => ({ photoIds });
const runs = async () => {
  const { rows } = await database.pool.query(
    'SELECT usage_type, bib_search, failed_photos::int AS failed, credits::int FROM runs WHERE organisation_id = $1',
    [organisationId],
  );
  return rows;
};

describe('photos that failed at the publisher', () => {
  it('show on the run once each, and cost nothing', async () => {
    await accept(failed('a', 'b'), { ...done('c'), failedPhotoIds: ['b'] });
    await accept(failed('b', 'a', 'a'));
    expect(await runs()).toMatchObject([{ failed: 2, credits: 1 }]);
    expect((await meteredMessages(database.pool, organisationId)).map(({ photoCount }) => photoCount)).toEqual([1n]);
  });

  it('count as done once they are reported as done, and a late repeat of the failure changes nothing', async () => {
    await accept(failed('a', 'b', 'c'));
    await accept(done('a', 'b'));
    await accept(failed('a', 'b', 'c'));
    expect(await runs()).toMatchObject([{ failed: 1, credits: 2 }]);
  });

  it('count as done when the report of that came first, or in the same batch', async () => {
    await accept(done('a'));
    await accept(failed('a', 'b'), done('b'));
    await accept({ ...done('c'), failedPhotoIds: ['c'] });
    expect(await runs()).toMatchObject([{ failed: 0, credits: 3 }]);
  });

  it('are of one run: another may have done them', async () => {
    await accept({ ...done('a'), runId: 'run-2' });
    await accept(failed('a'));
    expect(await runs()).toMatchObject(expect.arrayContaining([expect.objectContaining({ failed: 1, credits: 0 })]));
  });

  it('open a run of whatever type is reported of it first, with its settings', async () => {
    await accept(failed('a'));
    await accept({ usageType: 'AI_IMAGE_ROTATION', photoIds: ['b'] });
    await accept(failed('c'));
    expect(await runs()).toMatchObject([{ usage_type: 'AI_IMAGE_ROTATION', failed: 2, credits: 1 }]);
    const [outcome] = await accept(done('d'));
    expect(outcome?.kind).toBe('refused');
  });

  it('leave the settings to the first work', async () => {
    await accept(failed('a'));
    await accept(done('b'));
    expect(await runs()).toMatchObject([{ usage_type: 'PHOTO_PROCESSING', bib_search: true }]);
  });

  it('are counted right by intakes that overlap', async () => {
    const photos = Array.from({ length: 40 }, (_, index) => `photo-${index}`);
    await Promise.all(
      Array.from({ length: 12 }, (_, round) =>
        accept(round % 2 === 0 ? failed(...photos) : done(...photos.slice(0, 30))),
      ),
    );
    expect(await runs()).toMatchObject([{ failed: 10, credits: 30 }]);
  });

  it('cost an intake without any no statement', async () => {
    const statements: string[] = [];
    const count = (change: Partial<RawUsageReport>) =>
      database.transactions(async (session) => {
        statements.length = 0;
        const counting = {
          query: <Row>(sql: string, values?: readonly unknown[]) => {
            statements.push(sql);
            return session.query<Row>(sql, values);
          },
        };
        await database.intake.accept(counting, [incomingUsage(organisationId, change)]);
        return statements.length;
      });
    await count(done('a'));
    // Photos, runs, and what the outbox needs.
    const plain = await count(done('b'));
    expect(statements.filter((sql) => /run_failures|run_images|rate_cards WHERE version/.test(sql))).toEqual([]);
    expect(await count({ ...done('c'), failedPhotoIds: ['d'] })).toBe(plain + 1);
  });
});
