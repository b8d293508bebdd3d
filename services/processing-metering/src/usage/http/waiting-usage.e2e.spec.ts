import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { frozenClock } from '@credit-ledger/testing';
import { startMetering, type MeteringApp, type Role } from '../../../test/metering-app.js';

let app: MeteringApp;

beforeAll(async () => {
  app = await startMetering({}, frozenClock());
});
afterAll(() => app.close());

const event = (organisationId: string, id: string, photoIds: readonly string[]) => ({
  ...{
    specversion: '1.0',
    type: 'credits.usage.v1.UsageReported',
    source: 'photo-pipeline',
    id,
    subject: organisationId,
  },
  data: {
    ...{ runId: 'run-1', photoEventId: '2014', photoEventName: 'Boston Marathon 2014' },
    photoProcessing: { photoIds, bibSearch: true },
  },
});
const report = (...events: object[]) => app.post('/v1/usage', 'service').send(events).expect(200);
const pending = async (query = '') => (await app.get(`/v1/pending-usage${query}`, 'staff').expect(200)).body;

describe('usage of organisations that are not known yet', () => {
  it('is answered as kept, with a code that says to come again, and shown to staff by organisation', async () => {
    const sent = [event('later-a', '1', ['a', 'b']), event('later-b', '2', ['a']), event('later-a', '3', ['c'])];
    const { body } = await report(...sent);
    expect(body.items).toMatchObject(
      sent.map(() => ({ status: 'pending', code: 'metering.organisation_not_registered', retryable: true })),
    );
    const first = await pending('?limit=1');
    expect(first.items).toEqual([
      { organisationId: 'later-a', reports: 2, photos: 3, oldestReceivedAt: '2026-11-21T09:30:00.000Z', refused: [] },
    ]);
    expect(await pending(`?limit=1&cursor=${first.nextCursor}`)).toMatchObject({
      items: [{ organisationId: 'later-b', reports: 1 }],
      nextCursor: null,
    });
  });

  it('is kept once, however often it is sent again', async () => {
    const sent = event('impatient', '1', ['a', 'b']);
    await report(sent, sent);
    await report({ ...sent, id: '2' });
    const { items } = await pending('?cursor=impatienT');
    expect(items[0]).toMatchObject({ organisationId: 'impatient', reports: 1, photos: 2 });
  });

  it('is shown with its code when it was refused', async () => {
    await report(event('refused', '1', ['a']));
    await app.pool.query(
      `UPDATE pending_usage SET refused_code = 'metering.usage_type_mismatch' WHERE organisation_id = 'refused'`,
    );
    await report(event('refused', '2', ['b']));
    const { items } = await pending('?cursor=refuse');
    expect(items).toMatchObject([{ reports: 2, refused: [{ code: 'metering.usage_type_mismatch', reports: 1 }] }]);
  });

  it('is listed by a cursor that a page answered, and no other', async () => {
    const { body } = await app.get('/v1/pending-usage?cursor=%2F', 'staff').expect(400);
    expect(body.errors).toMatchObject([{ field: 'cursor' }]);
  });
});

describe('the lanes', () => {
  it('are empty when nothing waits', async () => {
    expect((await app.get('/v1/lanes', 'staff').expect(200)).body).toEqual({ items: [] });
  });

  it.each<Role>(['admin', 'operator', 'service'])('and pending usage are not for %s', async (role) => {
    expect((await app.get('/v1/lanes', role)).status).toBe(403);
    expect((await app.get('/v1/pending-usage', role)).status).toBe(403);
  });
});
