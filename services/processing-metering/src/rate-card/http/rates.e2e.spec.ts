import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
import { frozenClock, type FrozenClock } from '@credit-ledger/testing';
import { startMetering, type MeteringApp, type Role } from '../../../test/metering-app.js';

let app: MeteringApp;
let clock: FrozenClock;
let organisationId: OrganisationId;
let keys = 0;

beforeAll(async () => {
  clock = frozenClock();
  app = await startMetering({}, clock);
});
afterAll(() => app.close());
beforeEach(async () => {
  organisationId = await app.register();
});

const RATES = {
  photoProcessing: { searchOn: 3, searchOff: 0 },
  storeOriginals: 2,
  imageRotation: 4,
  watermarkReprocessing: '0.25',
};
const reason = 'Prices of the new season';
const add = (path: string, body: object, key = `key-${(keys += 1)}`, role: Role = 'staff') =>
  app.post(path, role).set('Idempotency-Key', key).send(body);
const overrides = () => `/v1/organisations/${organisationId}/rate-overrides`;
const rates = async () => (await app.get(`/v1/organisations/${organisationId}/rates`, 'operator').expect(200)).body;

describe('the rate card', () => {
  it('is kept in versions with who added them, when and why, and takes effect on its day', async () => {
    const { status, body } = await add('/v1/rate-cards', {
      effectiveFrom: '2026-12-01T00:00:00+05:30',
      rates: RATES,
      reason,
    });
    expect([status, body]).toEqual([
      201,
      {
        ...{ version: 2, effectiveFrom: '2026-11-30T18:30:00.000Z', rates: RATES, reason },
        ...{ addedAt: '2026-11-21T09:30:00.000Z', addedBy: 'staff-1' },
      },
    ]);
    expect(await rates()).toMatchObject({ rateCardVersion: 1, storeOriginals: 1 });
    clock.set('2026-11-30T18:30:00Z');
    expect(await rates()).toEqual({ ...RATES, rateCardVersion: 2, rateOverrideVersion: 0 });
    clock.set('2026-11-21T09:30:00Z');
    const list = (await app.get('/v1/rate-cards?limit=1', 'staff').expect(200)).body;
    expect(list.items).toEqual([body]);
    const rest = (await app.get(`/v1/rate-cards?limit=1&cursor=${list.nextCursor}`, 'staff').expect(200)).body;
    expect(rest).toMatchObject({ items: [{ version: 1, addedBy: 'system' }], nextCursor: null });
  });

  it('is numbered without gaps by whoever adds at the same time, and added once per key', async () => {
    const version = { effectiveFrom: '2099-01-01T00:00:00Z', rates: RATES, reason };
    const answers = await Promise.all(
      ['one', 'two', 'one', 'three', 'one'].map((key) => add('/v1/rate-cards', version, key)),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.version)).size).toBe(3);
    const { body } = await app.get('/v1/rate-cards', 'staff').expect(200);
    const versions = body.items.map((item: { version: number }) => item.version);
    expect(versions).toEqual(versions.map((_: number, index: number) => versions.length - index));
  });

  it.each<[string, object, string, string]>([
    ['in the past', { effectiveFrom: '2026-11-21T09:29:59Z' }, 'metering.rates_too_soon', 'effectiveFrom'],
    ['within a minute', { effectiveFrom: '2026-11-21T09:30:59Z' }, 'metering.rates_too_soon', 'effectiveFrom'],
    ['at no time', { effectiveFrom: 'soon' }, 'request.invalid', 'effectiveFrom'],
    ['without a reason', { reason: '' }, 'request.invalid', 'reason'],
    ['with a blank reason', { reason: ' \u200b ' }, 'request.invalid', 'reason'],
    ['without a rate', { rates: { ...RATES, imageRotation: undefined } }, 'request.invalid', 'rates.imageRotation'],
    ['with a fraction', { rates: { ...RATES, imageRotation: 0.5 } }, 'request.invalid', 'rates.imageRotation'],
    ['with a huge rate', { rates: { ...RATES, storeOriginals: 1_001 } }, 'request.invalid', 'rates.storeOriginals'],
    [
      'with a share that is too fine',
      { rates: { ...RATES, watermarkReprocessing: '0.00001' } },
      'request.invalid',
      'rates.watermarkReprocessing',
    ],
  ])('takes no version %s', async (_, change, code, field) => {
    const before = (await app.get('/v1/rate-cards', 'staff')).body;
    const { status, body } = await add('/v1/rate-cards', { rates: RATES, reason, ...change });
    expect([status, body.code, body.errors?.[0]?.field]).toEqual([400, code, field]);
    expect((await app.get('/v1/rate-cards', 'staff')).body).toEqual(before);
  });
});

describe('rates of an organisation’s own', () => {
  it('take effect a minute later when no time is named, and fall back to the rate card for the rest', async () => {
    const { body } = await add(overrides(), { rates: { photoProcessing: { searchOn: 0 } }, reason });
    expect(body).toMatchObject({
      ...{ version: 1, effectiveFrom: '2026-11-21T09:31:00.000Z', addedBy: 'staff-1' },
      rates: { photoProcessing: { searchOn: 0 } },
    });
    expect(await rates()).toMatchObject({ photoProcessing: { searchOn: 1 }, rateOverrideVersion: 0 });
    clock.set('2026-11-21T09:31:00Z');
    expect(await rates()).toMatchObject({
      photoProcessing: { searchOn: 0, searchOff: 0 },
      storeOriginals: 1,
      rateOverrideVersion: 1,
    });
    clock.set('2026-11-21T09:30:00Z');
    const { items } = (await app.get(overrides(), 'staff').expect(200)).body;
    expect(items).toEqual([body]);
  });

  it('are mended before their day by a later version for the same time', async () => {
    const effectiveFrom = '2026-11-22T00:00:00Z';
    await add(overrides(), { effectiveFrom, rates: { imageRotation: 100 }, reason });
    await add(overrides(), { effectiveFrom, rates: { imageRotation: 10 }, reason: 'A nought too many' });
    clock.set(effectiveFrom);
    expect(await rates()).toMatchObject({ imageRotation: 10, rateOverrideVersion: 2 });
    clock.set('2026-11-21T09:30:00Z');
  });

  it('need an organisation that is registered', async () => {
    organisationId = app.newOrganisationId();
    const { status, body } = await add(overrides(), { rates: {}, reason });
    expect([status, body.code]).toEqual([404, 'metering.organisation_not_found']);
  });

  it.each<Role>(['admin', 'operator', 'service'])('are not for %s to set', async (role) => {
    expect((await add(overrides(), { rates: {}, reason }, 'key', role)).status).toBe(403);
    expect((await app.get(overrides(), role)).status).toBe(403);
  });
});
