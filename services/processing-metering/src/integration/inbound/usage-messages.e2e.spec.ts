import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { metering, usage } from '@credit-ledger/contracts';
import type { OrganisationId } from '@credit-ledger/kernel';
import { DeadLetters, sessionOf, TOPICS, type OutgoingRecord } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import { startMetering, type MeteringApp } from '../../../test/metering-app.js';
import { METERING_GROUP } from './metering-group.js';

let app: MeteringApp;
let organisationId: OrganisationId;

beforeAll(async () => {
  app = await startMetering();
});
afterAll(() => app.close());
beforeEach(async () => {
  organisationId = await app.register();
});

const payload = (photoIds: string[], change: object = {}) => ({
  organisationId: organisationId as string,
  runId: 'run-1',
  photoEventId: 2014n,
  photoEventName: 'Boston Marathon 2014',
  usage: { case: 'photoProcessing' as const, value: { photoIds, bibSearch: true } },
  ...change,
});
const publish = (photoIds: string[], change: object = {}) =>
  app.publish(TOPICS.usage, usage.UsageReportedSchema, payload(photoIds, change));
const publishRaw = (record: Partial<OutgoingRecord> & { headers?: Record<string, string> }) =>
  app.messaging.publisher.publish([
    {
      topic: TOPICS.usage,
      key: organisationId,
      value: toBinary(usage.UsageReportedSchema, create(usage.UsageReportedSchema, payload(['bad']))),
      ...record,
      headers: {
        ce_specversion: '1.0',
        ce_id: 'bad-1',
        ce_type: usage.UsageReportedSchema.typeName,
        ce_source: 'spec#1',
        ce_time: '2026-11-21T09:30:00.000Z',
        ce_subject: organisationId,
        ...record.headers,
      },
    },
  ]);
const chargedPhotos = async (): Promise<string[]> => {
  const { rows } = await app.pool.query<{ photo_id: string }>(
    'SELECT photo_id FROM photo_charges WHERE organisation_id = $1 ORDER BY photo_id',
    [organisationId],
  );
  return rows.map((row) => row.photo_id);
};
const letters = async () =>
  (await new DeadLetters(METERING_GROUP).list(sessionOf(app.pool), { limit: 200 })).filter(
    ({ record }) => record.key === organisationId,
  );

describe('usage by message', () => {
  it('is charged once, however often it is published, and reaches the ledger', async () => {
    await publish(['a', 'b']);
    await publish(['b', 'c']);
    await publish(['a', 'b']);
    await eventually(() => {
      const charged = app.ledger.heard(organisationId, metering.UsageMeteredSchema);
      const credits = charged.map(({ value }) => fromBinary(metering.UsageMeteredSchema, value).credits);
      expect(credits.reduce((sum, one) => sum + one, 0n)).toBe(3n);
    });
    expect(await chargedPhotos()).toEqual(['a', 'b', 'c']);
  });

  it('waits for its organisation to register', async () => {
    organisationId = app.newOrganisationId();
    await publish(['a']);
    await eventually(async () => {
      const { rowCount } = await app.pool.query('SELECT 1 FROM pending_usage WHERE organisation_id = $1', [
        organisationId,
      ]);
      expect(rowCount).toBe(1);
    });
    await app.announce(organisationId);
    await eventually(async () => expect(await chargedPhotos()).toEqual(['a']));
    expect((await app.pool.query('SELECT 1 FROM pending_usage')).rowCount).toBe(0);
  });

  it.each<[string, () => Promise<void>, string, string]>([
    [
      'bytes that are no message',
      () => publishRaw({ value: Buffer.from([0xff, 0xff]) }),
      'message.undecodable',
      'payload',
    ],
    [
      'a payload of another organisation',
      () => publishRaw({ value: encoded({ organisationId: 'rival' }) }),
      'message.key_mismatch',
      'organisationId',
    ],
    [
      'a subject of another organisation',
      () => publishRaw({ headers: { ce_subject: 'rival' } }),
      'message.key_mismatch',
      'key',
    ],
    [
      'another type',
      () => publishRaw({ headers: { ce_type: 'credits.ledger.v1.CreditsAdded' } }),
      'message.foreign_type',
      'usage topic',
    ],
    ['no id', () => publishRaw({ headers: { ce_id: '' } }), 'message.malformed_header', 'ce_id'],
    ['no photos', () => publish([]), 'request.invalid_value', 'photoProcessing.photoIds'],
    [
      'no usage',
      () => publishRaw({ value: encoded({ usage: undefined }) }),
      'request.invalid_value',
      'photoProcessing.photoIds',
    ],
    [
      'work of a type that a later release knows, beside failures',
      () => publishRaw({ value: withUnknownField({ usage: undefined, failedPhotoIds: ['bad'] }) }),
      'message.unknown_usage',
      'fields it does not know: 13',
    ],
    [
      'a nul byte in a name',
      () => publish(['a'], { photoEventName: 'nul \u0000' }),
      'request.invalid_value',
      'photoEventName',
    ],
    ['a huge photo event', () => publish(['a'], { photoEventId: 2n ** 63n }), 'request.invalid_value', 'photoEventId'],
  ])('becomes a dead letter with the reason when it has %s, and holds nobody up', async (_, send, code, reason) => {
    await publish(['before']);
    await send();
    await publish(['after']);
    await eventually(async () => expect(await chargedPhotos()).toEqual(['after', 'before']));
    await eventually(async () => {
      const [letter, ...others] = await letters();
      expect(others).toEqual([]);
      expect(letter).toMatchObject({ status: 'dead', code, reason: expect.stringContaining(reason) });
    });
  });

  it('is replayed from the dead letters through the normal path, and refused again when nothing was mended', async () => {
    await publishRaw({ value: encoded({ runId: '' }) });
    const [letter] = await eventually(async () => {
      const found = await letters();
      return found.length === 1 && found;
    });
    await new DeadLetters(METERING_GROUP).replay(sessionOf(app.pool), letter?.id ?? 0n);
    await eventually(async () => expect((await letters())[0]).toMatchObject({ status: 'dead', attempts: 2 }));
    expect(await chargedPhotos()).toEqual([]);
  });
});

const encoded = (change: object): Uint8Array =>
  toBinary(usage.UsageReportedSchema, create(usage.UsageReportedSchema, { ...payload(['bad']), ...change }));
// Field 13 is a message of two bytes: what a member of the "oneof" looks like to a release that has not heard of it.
const withUnknownField = (change: object): Uint8Array =>
  Buffer.concat([encoded(change), Buffer.from([(13 << 3) | 2, 2, 0x0a, 0x00])]);
