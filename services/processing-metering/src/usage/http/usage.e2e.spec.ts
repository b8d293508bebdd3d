import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import { startMetering, type MeteringApp, type Role } from '../../../test/metering-app.js';

let app: MeteringApp;
let organisationId: OrganisationId;
let events = 0;

beforeAll(async () => {
  app = await startMetering();
});
afterAll(() => app.close());
beforeEach(async () => {
  organisationId = await app.register();
});

const event = (photoIds: readonly string[], data: object = {}, attributes: object = {}) => ({
  specversion: '1.0',
  type: 'credits.usage.v1.UsageReported',
  source: 'photo-pipeline',
  id: `event-${(events += 1)}`,
  ...attributes,
  data: {
    runId: 'run-1',
    photoEventId: '2014',
    photoEventName: 'Boston Marathon 2014',
    photoProcessing: { photoIds, bibSearch: true },
    ...data,
  },
});
const address = (): string => `/v1/organisations/${organisationId}/usage`;
const report = (body: object, role: Role = 'service') => app.post(address(), role).send(body);
const chargedPhotos = async (): Promise<number> => {
  const { rows } = await app.pool.query(
    'SELECT count(*)::int AS photos FROM photo_charges WHERE organisation_id = $1',
    [organisationId],
  );
  return rows[0].photos;
};

describe('one report over HTTP', () => {
  it('is accepted, charged, and answered with a token', async () => {
    const { status, body, headers } = await report(event(['a', 'b']));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      index: 0,
      status: 'accepted',
      newPhotos: 2,
      alreadyCharged: 0,
      freePhotos: 0,
      credits: 2,
    });
    expect(headers['consistency-token']).toBe(`metering#1:${organisationId}:1`);
    expect(body.consistencyToken).toBe(headers['consistency-token']);
    const { rows } = await app.pool.query('SELECT DISTINCT charge_id FROM photo_charges WHERE organisation_id = $1', [
      organisationId,
    ]);
    expect(rows).toEqual([{ charge_id: body.chargeId }]);
  });

  it('is a duplicate the second time, costs nothing, and points at the charge that was made', async () => {
    const sent = event(['a', 'b']);
    await report(sent);
    const { body, headers } = await report(sent);
    expect(body).toMatchObject({ status: 'duplicate', newPhotos: 0, alreadyCharged: 2, credits: 0 });
    expect(headers['consistency-token']).toBe(`metering#1:${organisationId}:1`);
  });

  it.each(['application/cloudevents+json', 'application/json', 'application/cloudevents+json; charset=utf-8'])(
    'may be sent as %s',
    async (mediaType) => {
      const { status, body } = await app
        .post(address(), 'staff')
        .set('Content-Type', mediaType)
        .send(JSON.stringify(event(['a'])));
      expect([status, body.status]).toEqual([200, 'accepted']);
    },
  );

  it('may store originals, rotate images or put watermarks on', async () => {
    const without = { photoProcessing: undefined };
    const photoIds = ['a', 'b'];
    const originals = await report(event([], { photoProcessing: { photoIds, bibSearch: true, storeOriginals: true } }));
    const rotation = await report(event([], { ...without, runId: 'run-2', imageRotation: { imageIds: photoIds } }));
    const watermark = await report(event([], { ...without, runId: 'run-3', watermarkReprocessing: { photoIds } }));
    expect([originals, rotation, watermark].map(({ body }) => [body.newPhotos, body.credits])).toEqual([
      [2, 4],
      [2, 2],
      [2, 1],
    ]);
    const { rows } = await app.pool.query(
      'SELECT DISTINCT component, charge_id FROM photo_charges WHERE organisation_id = $1 ORDER BY component',
      [organisationId],
    );
    expect(rows.map(({ charge_id }) => charge_id)).toEqual([originals.body.originalsChargeId, originals.body.chargeId]);
  });

  it('of another usage type than its run is refused', async () => {
    await report(event(['a']));
    const sent = event([], { photoProcessing: undefined, imageRotation: { imageIds: ['b'] } });
    const { status, body } = await report(sent);
    expect([status, body.code, body.errors?.[0]?.field]).toEqual([409, 'metering.usage_type_mismatch', 'data.runId']);
    const batch = await report([sent, event(['c'])]);
    expect(batch.body.items).toMatchObject([
      { id: sent.id, status: 'rejected', code: 'metering.usage_type_mismatch', field: 'data.runId', credits: 0 },
      { status: 'accepted', credits: 1 },
    ]);
  });

  it('of an organisation that is not known yet is kept, and counted by itself when it registers', async () => {
    organisationId = app.newOrganisationId();
    const { status, body } = await report(event(['a', 'b']));
    expect([status, body.code, body.details]).toEqual([
      503,
      'metering.organisation_not_registered',
      { organisationId, kept: true, retryAfterSeconds: 5 },
    ]);
    await app.announce(organisationId);
    await eventually(async () => expect(await chargedPhotos()).toBe(2));
  });

  it.each<[string, object, string, string]>([
    ['an unknown field', event(['a'], { credits: 5 }), 'request.invalid', 'data.credits'],
    ['a wrong type', event(['a'], { runId: 7 }), 'request.invalid', 'data.runId'],
    ['a negative photo event', event(['a'], { photoEventId: -1 }), 'request.invalid', 'data.photoEventId'],
    ['a huge photo event', event(['a'], { photoEventId: 1e300 }), 'request.invalid', 'data.photoEventId'],
    ['no photos', event([]), 'request.invalid', 'data.photoProcessing.photoIds'],
    [
      'another organisation',
      event(['a'], { organisationId: 'rival' }),
      'metering.organisation_mismatch',
      'data.organisationId',
    ],
    ['another event type', event(['a'], {}, { type: 'x' }), 'metering.unsupported_event', 'type'],
  ])('is refused for %s, naming the field', async (_, sent, code, field) => {
    const { status, body, headers } = await report(sent);
    expect([status, body.code, body.errors?.[0]?.field]).toEqual([400, code, field]);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(await chargedPhotos()).toBe(0);
  });

  it.each(['[1', 'null', '"text"', '7', ''])('is refused when its body is %p', async (text) => {
    const { status } = await app.post(address(), 'service').set('Content-Type', 'application/json').send(text);
    expect(status).toBe(400);
  });

  it('is refused when its body tries to set a prototype', async () => {
    const text = JSON.stringify(event(['a'])).replace('"specversion"', '"__proto__":{"x":1},"specversion"');
    const { status } = await app
      .post(address(), 'service')
      .set('Content-Type', 'application/cloudevents+json')
      .send(text);
    expect(status).toBe(400);
  });

  it.each<[Role, number]>([
    ['service', 200],
    ['staff', 200],
    ['admin', 403],
    ['operator', 403],
  ])('may be sent by %s: %d', async (role, expected) => {
    expect((await report(event(['a']), role)).status).toBe(expected);
  });
});

describe('a batch over HTTP', () => {
  it('answers each item, and a bad one fails alone', async () => {
    const { status, body } = await app
      .post(address(), 'service')
      .set('Content-Type', 'application/cloudevents-batch+json')
      .send(
        JSON.stringify([event(['a', 'b']), event(['c'], { runId: '' }), event(['b']), 'nonsense', event(['b', 'd'])]),
      );
    expect(status).toBe(200);
    expect(body.items.map((item: { status: string }) => item.status)).toEqual([
      'accepted',
      'rejected',
      'duplicate',
      'rejected',
      'accepted',
    ]);
    expect(body.items[1]).toMatchObject({ index: 1, code: 'request.invalid', field: 'data.runId', newPhotos: 0 });
    expect(body.items[3]).toMatchObject({ index: 3, id: null, field: 'item' });
    expect(body.items[4]).toMatchObject({ newPhotos: 1, alreadyCharged: 1, credits: 1 });
    expect(await chargedPhotos()).toBe(3);
  });

  it('takes 1,000 items and refuses none and 1,001', async () => {
    const items = Array.from({ length: 1_001 }, (_, index) => event([`photo-${index}`]));
    expect((await report(items.slice(0, 1_000))).body.items).toHaveLength(1_000);
    for (const wrong of [[], items]) {
      const { status, body } = await report(wrong);
      expect([status, body.code, body.errors]).toMatchObject([400, 'request.invalid', [{ field: 'items' }]]);
    }
  });

  it('names every organisation itself on the route for several', async () => {
    const other = await app.register();
    const { status, body } = await app
      .post('/v1/usage', 'service')
      .send([event(['a'], {}, { subject: organisationId }), event(['a'], { organisationId: other }), event(['a'])]);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { status: 'accepted', consistencyToken: `metering#1:${organisationId}:1` },
      { status: 'accepted', consistencyToken: `metering#1:${other}:1` },
      { status: 'rejected', field: 'data.organisationId' },
    ]);
    expect((await app.post('/v1/usage', 'staff').send(event(['a']))).status).toBe(403);
  });
});

describe('many requests at once', () => {
  it('charge every photo once and answer each request for itself', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => report(event([`photo-${index % 20}`, `photo-${(index + 1) % 20}`]))),
    );
    const sum = (field: 'newPhotos' | 'alreadyCharged' | 'credits'): number =>
      answers.reduce((total, { body }) => total + body[field], 0);
    expect([sum('newPhotos'), sum('alreadyCharged'), sum('credits')]).toEqual([20, 100, 20]);
    expect(await chargedPhotos()).toBe(20);
  });
});
