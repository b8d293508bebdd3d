import { randomInt, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerOf, billingClient, ledgerClient } from '@credit-ledger/api-client';
import { findFreePortBase, startInstance, type Instance } from '@credit-ledger/standalone';
import { eventually, poolOn, testEngines } from '@credit-ledger/testing';
import { connectUsageClient, type UsageWork } from '@credit-ledger/usage-client';
import type pg from 'pg';
import { runReadmeExample } from '../readme-example.js';
import { ReportingService, type Assignment } from './reporting-service.js';

let instance: Instance;
let admin: pg.Pool;
let directory: string;

// What was made is taken away again, and nothing else: a start that failed must be told by its own error.
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'usage-client-spec-'));
  undo.unshift(() => rm(directory, { recursive: true, force: true }));
  const dataDir = join(directory, 'data');
  instance = await startInstance({
    portBase: await findFreePortBase(),
    dataDir,
    engines: testEngines(),
    env: { all: { LOG_LEVEL: 'error' } },
  });
  undo.unshift(() => instance.stop());
  admin = poolOn(instance.adminUrl, 2);
  undo.unshift(() => admin.end());
});

afterAll(async () => {
  for (const one of undo) await one();
});

/** Known to billing, and so to metering in a moment: usage that comes before is kept until then. */
async function register(organisationId: string): Promise<void> {
  const billing = billingClient({ baseUrl: instance.urls.billing, token: await instance.token('service') });
  const params = { header: { 'Idempotency-Key': randomUUID() } };
  await answerOf(billing.POST('/v1/organisations', { params, body: { organisationId, name: 'Spec', region: 'IN' } }));
}

/** The photos that were charged, and what the charges that the ledger was told of add up to. */
async function chargedOf(organisationId: string) {
  const { rows } = await admin.query<{ photos: string; distinct: string }>(
    'SELECT count(*) AS photos, count(DISTINCT photo_id) AS distinct FROM metering.photo_charges WHERE organisation_id = $1',
    [organisationId],
  );
  const ledger = ledgerClient({ baseUrl: instance.urls.ledger, token: await instance.token('service') });
  const params = { path: { organisationId }, query: { type: 'usage' as const } };
  const { items } = await answerOf(ledger.GET('/v1/organisations/{organisationId}/transactions', { params }));
  const credits = items.reduce((sum, item) => sum - item.credits, 0);
  return { photos: Number(rows[0]?.photos), distinct: Number(rows[0]?.distinct), credits };
}

const TRANSPORTS = ['HTTP', 'the log'];

async function optionsFor(transport: string, organisationId: string): Promise<Assignment['options']> {
  return {
    url: transport === 'HTTP' ? instance.urls['processing-metering'] : instance.messagingUrl,
    token: await instance.token('service', organisationId),
    spoolDir: await mkdtemp(join(directory, 'spool-')),
    source: 'spec',
    lockStaleMs: 2_000,
  };
}

describe('an internal service that reports usage', () => {
  it('does what the README shows', async () => {
    await register('demo');
    const env = { METERING: instance.urls['processing-metering'], SERVICE: await instance.token('service', 'demo') };
    expect(await runReadmeExample('libs/usage-client/README.md', env)).toBe('{ unsent: 0 }\n');
    await eventually(async () => expect(await chargedOf('demo')).toEqual({ photos: 2, distinct: 2, credits: 2 }));
  });

  it.each(TRANSPORTS)('is charged for every usage type by %s as the rate card says', async (transport) => {
    const organisationId = `types-${randomUUID()}`;
    await register(organisationId);
    const client = await connectUsageClient(await optionsFor(transport, organisationId));
    const ids = (count: number) => Array.from({ length: count }, (_, n) => `image-${n}`);
    const photoEvent = { id: 2014, name: 'Boston Marathon 2014' };
    const report = (runId: string, usage?: UsageWork, failedPhotoIds: string[] = []) =>
      client.report({ organisationId, runId, photoEvent, failedPhotoIds, ...(usage && { usage }) });
    await report('photos', { type: 'PHOTO_PROCESSING', photoIds: ids(3), selfieSearch: true, storeOriginals: true });
    await report('photos', undefined, ['failed-1', 'failed-2']);
    await report('rotation', { type: 'AI_IMAGE_ROTATION', imageIds: ids(4) });
    await report('watermark', { type: 'WATERMARK_REPROCESSING', photoIds: ids(25) });
    expect(await client.close()).toEqual({ unsent: 0 });
    // 3 photos and their originals, 4 images, and a tenth of 25 photos, rounded up.
    await eventually(async () => expect((await chargedOf(organisationId)).credits).toBe(6 + 4 + 3));
    const { rows } = await admin.query<{ count: string }>(
      'SELECT count(*) FROM metering.dead_letters WHERE organisation_id = $1',
      [organisationId],
    );
    expect(rows).toEqual([{ count: '0' }]);
  });

  it.each(TRANSPORTS)(
    'loses nothing and is charged nothing twice by %s, however often it is killed',
    async (transport) => {
      const organisationId = `killed-${randomUUID()}`;
      await register(organisationId);
      const options = await optionsFor(transport, organisationId);
      const photos = 4_000;
      const assignment = { options, organisationId, to: photos, together: 20 };
      let acknowledged = 0;
      for (let kill = 0; kill < 5; kill += 1) {
        // Whoever starts again goes on where it was told that the work is safe, so that nothing is reported twice to hide a loss.
        const service = ReportingService.start({ ...assignment, from: acknowledged });
        await service.killAfter(Math.min(acknowledged + randomInt(1, 1_000), photos));
        acknowledged = service.acknowledged;
      }
      await ReportingService.start({ ...assignment, from: acknowledged }).finish();
      const whole = { photos, distinct: photos, credits: photos };
      await eventually(async () => expect(await chargedOf(organisationId)).toEqual(whole), { withinMs: 30_000 });
      expect(await readdir(options.spoolDir)).toEqual([]);
    },
  );
});
