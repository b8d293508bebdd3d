import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { epochMsOf, instantOf, systemClock } from '@credit-ledger/kernel';
import { startMetering, type MeteringApp } from '../../test/metering-app.js';
import { loadMeteringConfig } from '../processing-metering.config.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const daysAgo = (days: number): string => instantOf(epochMsOf(systemClock.now()) - days * DAY_MS);

describe('the clock of metering, where it may be moved', () => {
  let app: MeteringApp;
  beforeAll(async () => {
    app = await startMetering({ MOVABLE_CLOCK: 'true' });
  });
  afterAll(() => app.close());

  const report = async (photoId: string): Promise<string> => {
    const organisationId = await app.register();
    const response = await app.post(`/v1/organisations/${organisationId}/usage`, 'service').send({
      specversion: '1.0',
      type: 'credits.usage.v1.UsageReported',
      source: 'photo-pipeline',
      id: photoId,
      data: {
        runId: 'run-1',
        photoEventId: '2014',
        photoEventName: 'Boston Marathon 2014',
        photoProcessing: { photoIds: [photoId], bibSearch: true },
      },
    });
    expect(response.status).toBeLessThan(300);
    const { rows } = await app.pool.query<{ charged_at: Date }>(
      'SELECT charged_at FROM photo_charges WHERE organisation_id = $1',
      [organisationId],
    );
    return rows[0]?.charged_at.toISOString() ?? 'not charged';
  };

  it('accepts usage in the month that staff set it back to, until it is told the real time again', async () => {
    const twoMonthsAgo = daysAgo(61);
    await app.put('/v1/clock', 'staff').send({ now: twoMonthsAgo }).expect(200);
    const charged = await report('in-the-past');
    expect(charged >= twoMonthsAgo && charged < daysAgo(60)).toBe(true);
    const { body } = await app.put('/v1/clock', 'staff').send({ now: null }).expect(200);
    expect(body.now > daysAgo(1)).toBe(true);
    expect((await report('now')) > daysAgo(1)).toBe(true);
  });

  it.each([
    ['ahead', { now: '2999-01-01T00:00:00Z' }, 'now must lie within the last 366 days'],
    ['to no time at all', { now: 'yesterday' }, 'now'],
    ['to nothing', {}, 'now'],
  ])('is not set %s', async (_, body, detail) => {
    const response = await app.put('/v1/clock', 'staff').send(body);
    expect(response.status).toBe(400);
    expect(JSON.stringify(response.body)).toContain(detail);
    expect((await app.get('/v1/clock', 'staff')).body.now > daysAgo(1)).toBe(true);
  });

  it.each(['admin', 'operator', 'service'] as const)('is not for a caller who is %s', async (role) => {
    await app.put('/v1/clock', role).send({ now: null }).expect(403);
  });
});

describe('the clock of metering elsewhere', () => {
  const ENVIRONMENT = {
    PORT: '0',
    DATABASE_URL: 'postgres://metering@127.0.0.1/credits',
    MESSAGING_URL: 'postgres://broker@127.0.0.1/credits',
    JWT_PUBLIC_KEYS: 'keys.json',
    MOVABLE_CLOCK: 'true',
  };

  it('cannot be made movable for a service that others than this machine reach', () => {
    expect(() => loadMeteringConfig({ ...ENVIRONMENT, HOST: '0.0.0.0' })).toThrow('MOVABLE_CLOCK');
    expect(loadMeteringConfig(ENVIRONMENT).MOVABLE_CLOCK).toBe(true);
  });

  it('has no route', async () => {
    const app = await startMetering();
    try {
      await app.put('/v1/clock', 'staff').send({ now: null }).expect(404);
    } finally {
      await app.close();
    }
  });
});
