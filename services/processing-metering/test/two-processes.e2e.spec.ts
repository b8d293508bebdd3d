import { fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerOf } from '@credit-ledger/api-client';
import { metering, usage } from '@credit-ledger/contracts';
import { TOPICS } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import { startMetering, type AnotherMetering, type MeteringApp } from './metering-app.js';

let first: MeteringApp;
let second: AnotherMetering;

beforeAll(async () => {
  first = await startMetering();
  second = await first.startAnother();
});
afterAll(async () => {
  await second.close();
  await first.close();
});

const PHOTOS = 300;
const photo = (index: number): string => `photo-${index % PHOTOS}`;

describe('two processes of the service', () => {
  it('charge every photo once, reported to both over HTTP and by message at the same time', async () => {
    const organisationId = await first.register();
    const event = (index: number) => ({
      specversion: '1.0' as const,
      type: 'credits.usage.v1.UsageReported' as const,
      source: 'spec',
      id: `event-${index}`,
      data: {
        runId: `run-${index % 3}`,
        photoEventId: '2014',
        photoEventName: 'Boston Marathon 2014',
        photoProcessing: { photoIds: [photo(index), photo(index + 7)], bibSearch: true },
      },
    });
    const message = (index: number) => ({
      organisationId: organisationId as string,
      runId: `run-${index % 3}`,
      photoEventId: 2014n,
      photoEventName: 'Boston Marathon 2014',
      usage: {
        case: 'photoProcessing' as const,
        value: { photoIds: [photo(index), photo(index + 13)], bibSearch: true },
      },
    });
    const indexes = Array.from({ length: PHOTOS }, (_, index) => index);
    const report = (process: MeteringApp | AnotherMetering, from: number) => {
      const sent = { params: { path: { organisationId } }, body: indexes.slice(from, from + 100).map(event) };
      return answerOf(process.client('service').POST('/v1/organisations/{organisationId}/usage', sent));
    };
    await Promise.all([
      ...indexes.map((index) => first.publish(TOPICS.usage, usage.UsageReportedSchema, message(index))),
      ...[first, second].flatMap((process) => [0, 100, 200].map((from) => report(process, from))),
    ]);
    // Reported by message 300 times 2 photos, over HTTP twice 300 times 2.
    await eventually(async () => {
      const { rows } = await first.pool.query(
        'SELECT sum(reported_photos)::int AS reported, sum(credits)::int AS credits FROM runs WHERE organisation_id = $1',
        [organisationId],
      );
      expect(rows).toEqual([{ reported: 1_800, credits: PHOTOS }]);
    });
    await eventually(() => {
      const told = first.ledger.heard(organisationId, metering.UsageMeteredSchema);
      const credits = new Map(
        told
          .map(({ value }) => fromBinary(metering.UsageMeteredSchema, value))
          .map((one) => [one.chargeId, one.credits]),
      );
      expect([...credits.values()].reduce((sum, one) => sum + one, 0n)).toBe(BigInt(PHOTOS));
    });
    const sequences = first.ledger.heard(organisationId).map(({ sequence }) => sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => Number((a ?? 0n) - (b ?? 0n))));
  });

  it('answer a run that one of them started, though the ledger’s word may reach the other', async () => {
    for (let round = 0; round < 6; round += 1) {
      const organisationId = await first.register();
      first.ledger.setAvailable(organisationId, 100n);
      const body = {
        photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
        estimatedPhotos: 50,
        bibSearch: true,
        selfieSearch: false,
      };
      const params = { path: { organisationId }, header: { 'Idempotency-Key': 'start' } };
      const operator = (round % 2 === 0 ? first : second).client('operator');
      const { response, data } = await operator.POST('/v1/organisations/{organisationId}/runs', { params, body });
      expect([response.status, data?.state]).toEqual([201, 'RUNNING']);
    }
  });
});
