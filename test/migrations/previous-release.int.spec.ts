import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresEventStore } from '@credit-ledger/event-store-postgres';
import { silentLog } from '@credit-ledger/kernel';
import { rebuildAccountViews } from '@credit-ledger/ledger';
import { DATABASE_ROLES } from '@credit-ledger/provisioning';
import { createTestDatabase, eventually, poolOn, type TestDatabase } from '@credit-ledger/testing';
import { startAllServices, type AllServices } from './all-services.js';
import { schemaOf } from './database-schema.js';
import { readRecordedRelease, type RecordedRelease } from './recorded-release.js';
import { restoreRelease } from './restore-release.js';

const HALF_WAY = '/v1/organisations/half-way';

/** As the story of the recorded release named its photos. */
const reportOf = (runId: string, photoId: string) => ({
  specversion: '1.0',
  type: 'credits.usage.v1.UsageReported',
  source: 'photo-pipeline',
  id: `again-${photoId}`,
  data: {
    runId,
    photoEventId: '2014',
    photoEventName: 'Boston Marathon 2014',
    photoProcessing: { photoIds: [photoId], bibSearch: true },
  },
});

describe('the database of the previous release, under this one', () => {
  let release: RecordedRelease;
  let database: TestDatabase;
  let services: AllServices;
  beforeAll(async () => {
    release = await readRecordedRelease();
    database = await createTestDatabase();
    await restoreRelease(database.url, release);
    services = await startAllServices(database.url, release.recordedAt);
  });
  afterAll(async () => {
    await services?.close();
    await database?.drop();
  });

  it('gets the schema that a fresh one has', async () => {
    const fresh = await createTestDatabase();
    const started = await startAllServices(fresh.url, release.recordedAt);
    await started.close();
    const [migrated, created] = await Promise.all([database, fresh].map(({ url }) => schemaOf(url, DATABASE_ROLES)));
    await fresh.drop();
    expect({ onlyAfterMigration: except(migrated, created), onlyInAFreshOne: except(created, migrated) }).toEqual({
      onlyAfterMigration: [],
      onlyInAFreshOne: [],
    });
  });

  it('answers everything that the previous release answered', async () => {
    const differing: unknown[] = [];
    for (const { service, path, body } of release.answers) {
      const now = await services.get(service, path);
      try {
        // More may be answered than before, never less and nothing else.
        expect(now.body).toMatchObject(body as object);
      } catch {
        differing.push({ path, status: now.status, before: body, now: now.body as unknown });
      }
    }
    expect(differing).toEqual([]);
    expect(release.answers.length).toBeGreaterThan(10);
  });

  it('has views that a replay of its events makes again', async () => {
    expect(await differencesFromReplay()).toEqual([]);
  });

  it('knows the photos that were charged, and charges another one', async () => {
    const before = await balanceOf(HALF_WAY);
    const usage = `${HALF_WAY}/usage`;
    const again = await services.post('processing-metering', usage, reportOf('open-run', 'open-run-photo-5'));
    expect(again.body).toMatchObject({ status: 'duplicate', newPhotos: 0, alreadyCharged: 1 });
    const another = await services.post('processing-metering', usage, reportOf('open-run', 'never-seen'));
    expect(another.body).toMatchObject({ status: 'accepted', newPhotos: 1, alreadyCharged: 0 });
    await eventually(async () => expect(await balanceOf(HALF_WAY)).toBe(before - 1));
  });

  it('counts usage that waited for its organisation, once that registers', async () => {
    const { organisationId } = release.usageOfUnknown;
    const body = { organisationId, name: 'Late Photos', region: 'IN' };
    expect((await services.post('billing', '/v1/organisations', body)).status).toBe(201);
    // 200 credits of the trial, for seven photos.
    await eventually(async () => expect(await balanceOf(`/v1/organisations/${organisationId}`)).toBe(193));
  });

  it('still has views that a replay makes again, old events and new ones', async () => {
    expect(await differencesFromReplay()).toEqual([]);
  });

  async function balanceOf(organisation: string): Promise<number> {
    const { body } = await services.get('ledger', `${organisation}/balance`).expect(200);
    return (body as { balance: number }).balance;
  }

  async function differencesFromReplay(): Promise<readonly unknown[]> {
    const store = new PostgresEventStore({ url: services.urls.event_store, log: silentLog });
    const pool = poolOn(services.urls.ledger, 2);
    try {
      const compared = await rebuildAccountViews(pool, store, { compareOnly: true, onProgress: () => undefined });
      expect(compared.eventsFolded).toBeGreaterThan(0);
      return compared.differences;
    } finally {
      await pool.end();
      await store.close();
    }
  }
});

const except = (lines: readonly string[] = [], others: readonly string[] = []): readonly string[] =>
  lines.filter((line) => !others.includes(line));
