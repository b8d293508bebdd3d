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

const incoming = (change: Partial<RawUsageReport>) => incomingUsage(organisationId, change);
const accept = (...batch: IncomingUsage[]): Promise<readonly UsageOutcome[]> =>
  database.transactions((session) => database.intake.accept(session, batch));
const told = async () =>
  (await meteredMessages(database.pool, organisationId)).map(({ runId, usageType, runUsageType, credits }) => [
    runId,
    usageType,
    runUsageType,
    credits,
  ]);
const rotate = (runId: string, ...photoIds: string[]) => incoming({ runId, usageType: 'AI_IMAGE_ROTATION', photoIds });
const watermark = (runId: string, from: number, to: number) =>
  incoming({
    runId,
    usageType: 'WATERMARK_REPROCESSING',
    photoIds: Array.from({ length: to - from }, (_, index) => `photo-${from + index}`),
  });

describe('originals', () => {
  it('are charged beside the processing, on the same run, by a charge of their own', async () => {
    const [outcome] = await accept(incoming({ photoIds: ['a', 'b'], storeOriginals: true }));
    expect(numbersOf(outcome)).toEqual([2, 0, 0]);
    expect(await told()).toEqual([
      ['run-1', 'PHOTO_PROCESSING', '', 2n],
      ['run-1', 'STORE_ORIGINALS', 'PHOTO_PROCESSING', 2n],
    ]);
    const { rows } = await database.pool.query(
      `SELECT component, count(DISTINCT charge_id)::int AS charges, count(*)::int AS photos FROM photo_charges
       WHERE organisation_id = $1 GROUP BY component ORDER BY component`,
      [organisationId],
    );
    expect(rows).toEqual([
      { component: 'ORIGINALS', charges: 1, photos: 2 },
      { component: 'PROCESSING', charges: 1, photos: 2 },
    ]);
  });

  it('of photos that were processed before cost one more, once', async () => {
    await accept(incoming({ photoIds: ['a'] }));
    await accept(incoming({ runId: 'run-2', photoIds: ['a'], storeOriginals: true }));
    await accept(incoming({ runId: 'run-3', photoIds: ['a'], storeOriginals: true }));
    expect(await told()).toEqual([
      ['run-1', 'PHOTO_PROCESSING', '', 1n],
      ['run-2', 'STORE_ORIGINALS', 'PHOTO_PROCESSING', 1n],
    ]);
  });
});

describe('rotated images', () => {
  it('cost a credit each, once per run', async () => {
    await accept(rotate('run-1', 'a', 'b'));
    await accept(rotate('run-1', 'b', 'c'), rotate('run-2', 'a'));
    expect(await told()).toEqual([
      ['run-1', 'AI_IMAGE_ROTATION', '', 2n],
      ['run-1', 'AI_IMAGE_ROTATION', '', 1n],
      ['run-2', 'AI_IMAGE_ROTATION', '', 1n],
    ]);
  });

  it('are remembered with their charge, so that the digest can be derived again', async () => {
    await accept(rotate('run-1', 'b', 'a/B', 'a'));
    const [charge] = await meteredMessages(database.pool, organisationId);
    // As the README says.
    const { rows } = await database.pool.query<{ digest: string }>(
      `SELECT encode(sha256(convert_to(string_agg(key || E'\\n', '' ORDER BY key COLLATE "C"), 'UTF8')), 'hex') AS digest
       FROM (SELECT organisation_id || '/' || run_id || '/' || usage_type || '/' || image_id AS key
             FROM run_images WHERE organisation_id = $1 AND charge_id = $2) AS image`,
      [organisationId, charge?.chargeId],
    );
    expect(rows).toEqual([{ digest: Buffer.from(charge?.photoDigest ?? []).toString('hex') }]);
  });
});

describe('watermarks', () => {
  it('cost a tenth of the run so far, rounded up, less what was charged', async () => {
    const outcomes = [];
    for (const [from, to] of [
      [0, 4],
      [4, 10],
      [8, 11],
      [11, 35],
    ] as const) {
      const [outcome] = await accept(watermark('run-1', from, to));
      outcomes.push(outcome?.kind === 'counted' && [outcome.counts.newPhotos, outcome.counts.credits]);
    }
    expect(outcomes).toEqual([
      [4, 1n],
      [6, 0n],
      [1, 1n],
      [24, 2n],
    ]);
    expect((await told()).map(([, , , credits]) => credits)).toEqual([1n, 1n, 2n]);
    const { rows } = await database.pool.query('SELECT new_photos, credits FROM runs WHERE organisation_id = $1', [
      organisationId,
    ]);
    expect(rows).toEqual([{ new_photos: '35', credits: '4' }]);
  });
});

describe('a run', () => {
  it('has one usage type: reports of another are refused for good, and the rest of the batch is counted', async () => {
    await accept(rotate('run-1', 'a'));
    const outcomes = await accept(incoming({ photoIds: ['x'] }), rotate('run-1', 'b'), incoming({ runId: 'run-2' }));
    expect(outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.error.code : outcome.kind))).toEqual([
      'metering.usage_type_mismatch',
      'counted',
      'counted',
    ]);
    expect((await told()).map(([runId, usageType]) => [runId, usageType])).toEqual([
      ['run-1', 'AI_IMAGE_ROTATION'],
      ['run-1', 'AI_IMAGE_ROTATION'],
      ['run-2', 'PHOTO_PROCESSING'],
    ]);
    const { rowCount } = await database.pool.query(
      `SELECT 1 FROM photo_charges WHERE organisation_id = $1 AND photo_id = 'x'`,
      [organisationId],
    );
    expect(rowCount).toBe(0);
  });

  it('that nobody opened yet is of the type that is reported first', async () => {
    const outcomes = await accept(rotate('run-1', 'a'), watermark('run-1', 0, 1));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['counted', 'refused']);
  });

  it('may be photographed, stored and searched for in any combination: those are options, not types', async () => {
    const outcomes = await accept(
      incoming({ photoIds: ['a'], bibSearch: false }),
      incoming({ photoIds: ['b'], selfieSearch: true }),
      incoming({ photoIds: ['c'], storeOriginals: true }),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['counted', 'counted', 'counted']);
  });
});

describe('intakes at once', () => {
  it('count images once and end without a deadlock, whatever order they name runs and images in', async () => {
    const images = Array.from({ length: 60 }, (_, index) => `image-${String(index).padStart(2, '0')}`);
    const batches = Array.from({ length: 16 }, (_, round) => {
      const named = round % 2 === 0 ? images : [...images].reverse();
      const runs = round % 3 === 0 ? ['run-1', 'run-2'] : ['run-2', 'run-1'];
      return [...runs.map((runId) => rotate(runId, ...named)), watermark('run-3', round, round + 20)];
    });
    // One attempt each: a deadlock would be an error, and not tried again.
    await Promise.all(batches.map((batch) => onceInTransaction(batch)));
    const sums = (await told()).reduce<Record<string, bigint>>(
      (all, [, type, , credits]) => ({ ...all, [type as string]: (all[type as string] ?? 0n) + (credits as bigint) }),
      {},
    );
    expect(sums).toEqual({ AI_IMAGE_ROTATION: 120n, WATERMARK_REPROCESSING: 4n });
  });
});

async function onceInTransaction(batch: readonly IncomingUsage[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    await database.intake.accept(
      { query: async (sql, values) => (await client.query(sql, [...(values ?? [])])).rows },
      batch,
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
