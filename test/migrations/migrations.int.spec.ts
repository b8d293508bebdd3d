import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roleUrls, rolesTo } from '@credit-ledger/provisioning';
import { createTestDatabase, type TestDatabase } from '@credit-ledger/testing';
import type { MigrationInterface } from 'typeorm';
import { startAllServices } from './all-services.js';
import { readRecordedRelease, type RecordedRelease } from './recorded-release.js';
import { restoreRelease } from './restore-release.js';
import { undoAndRedo } from './undo-migrations.js';

const SERVICES = [
  ['billing', 'billing'],
  ['ledger', 'ledger'],
  ['processing-metering', 'metering'],
  ['invoicing', 'invoicing'],
] as const;

describe('migrations', () => {
  let release: RecordedRelease;
  let database: TestDatabase;
  const migrations = new Map<string, readonly MigrationInterface[]>();
  beforeAll(async () => {
    release = await readRecordedRelease();
    const fresh = await createTestDatabase();
    const started = await startAllServices(fresh.url, release.recordedAt);
    for (const [service] of SERVICES) migrations.set(service, started.migrations(service));
    await started.close();
    await fresh.drop();
    database = await createTestDatabase();
    await restoreRelease(database.url, release);
  });
  afterAll(() => database?.drop());

  it.each(SERVICES)('of %s are all known to it', async (service, _schema) => {
    const files = await readdir(new URL(`../../services/${service}/src/migrations`, import.meta.url));
    const times = files.flatMap((file) => /^(\d{13})-/.exec(file)?.[1] ?? []).sort();
    const known = migrations.get(service)?.map(({ name, constructor }) => (name ?? constructor.name).slice(-13));
    expect(times.length).toBeGreaterThan(0);
    expect(known?.sort()).toEqual(times);
  });

  it.each(SERVICES)('of %s are undone and done again on a filled database, or say why not', async (service, schema) => {
    const url = roleUrls(
      database.url,
      rolesTo(() => 'test'),
    )[schema];
    const problems = await undoAndRedo(
      { url, adminUrl: database.url, schema },
      migrations.get(service) ?? [],
      namesOfDone(release, schema),
    );
    expect(problems).toEqual([]);
  });
});

function namesOfDone(release: RecordedRelease, schema: (typeof SERVICES)[number][1]): ReadonlySet<string> {
  const rows = release.schemas[schema].tables.find(({ name }) => name === 'migrations')?.rows ?? '';
  return new Set(rows.split('\n').flatMap((row) => row.split('\t')[2] ?? []));
}
