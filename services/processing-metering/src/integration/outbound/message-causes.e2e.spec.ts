import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { metering, usage } from '@credit-ledger/contracts';
import type { OrganisationId } from '@credit-ledger/kernel';
import { TOPICS } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import { startMetering, type MeteringApp } from '../../../test/metering-app.js';

let app: MeteringApp;
let organisationId: OrganisationId;

beforeAll(async () => {
  app = await startMetering();
});
afterAll(() => app.close());
beforeEach(async () => {
  organisationId = await app.register();
});

const photoEvent = { id: 2014, name: 'Boston Marathon 2014' };
const write = (path: string, correlationId: string) =>
  app
    .post(`/v1/organisations/${organisationId}/runs${path}`)
    .set('Idempotency-Key', correlationId)
    .set('X-Correlation-Id', correlationId);
const start = (correlationId: string) =>
  write('', correlationId)
    .send({ runId: 'run-1', photoEvent, estimatedPhotos: 10, bibSearch: true, selfieSearch: false })
    .expect(201);
const told = (...expected: readonly (readonly [type: string, correlationId: string, causationId: string])[]) =>
  eventually(() =>
    expect(
      app.ledger
        .heard(organisationId)
        .map(({ type, correlationId, causationId }) => [type, correlationId, causationId]),
    ).toEqual(expected),
  );

describe('what metering tells', () => {
  it('of a run that starts, resumes and completes names each time the request', async () => {
    await start('start-1');
    await write('/run-1/resume', 'resume-1').expect(200);
    await write('/run-1/complete', 'complete-1').expect(200);
    await told(
      [metering.HoldRequestedSchema.typeName, 'start-1', 'start-1'],
      [metering.HoldRequestedSchema.typeName, 'resume-1', 'resume-1'],
      [metering.RunEndedSchema.typeName, 'complete-1', 'complete-1'],
    );
  });

  it('of a run that is cancelled names the request', async () => {
    await start('start-2');
    await write('/run-1/cancel', 'cancel-2').expect(200);
    await told(
      [metering.HoldRequestedSchema.typeName, 'start-2', 'start-2'],
      [metering.RunEndedSchema.typeName, 'cancel-2', 'cancel-2'],
    );
  });

  const event = (id: string, runId: string, attributes: object = {}) => ({
    ...{ specversion: '1.0', type: 'credits.usage.v1.UsageReported', source: 'photo-pipeline', id, ...attributes },
    data: {
      ...{ runId, photoEventId: '2014', photoEventName: photoEvent.name },
      photoProcessing: { photoIds: [id], bibSearch: true },
    },
  });
  const report = (correlationId: string, body: object) =>
    app
      .post(`/v1/organisations/${organisationId}/usage`, 'service')
      .set('X-Correlation-Id', correlationId)
      .send(body)
      .expect(200);

  it('of usage over HTTP names the request and the report', async () => {
    await report('usage-3', event('report-3', 'run-1'));
    await told([metering.UsageMeteredSchema.typeName, 'usage-3', 'report-3']);
  });

  it('of usage over HTTP takes on the correlation of a report that names its own', async () => {
    await report('usage-6', [event('report-6', 'run-1', { correlationid: 'upload-6' }), event('report-7', 'run-2')]);
    await told(
      [metering.UsageMeteredSchema.typeName, 'upload-6', 'report-6'],
      [metering.UsageMeteredSchema.typeName, 'usage-6', 'report-7'],
    );
  });

  const publish = (correlationId: string, id: string) =>
    app.publish(
      TOPICS.usage,
      usage.UsageReportedSchema,
      {
        ...{ organisationId, runId: 'run-1', photoEventId: 2014n, photoEventName: photoEvent.name },
        usage: { case: 'photoProcessing', value: { photoIds: ['a'], bibSearch: true } },
      },
      { id, correlationId, causationId: 'batch-of-the-pipeline' },
    );

  it('of usage over the bus takes on the correlation of the report, and names the report', async () => {
    await publish('photos-4', 'report-4');
    await told([metering.UsageMeteredSchema.typeName, 'photos-4', 'report-4']);
  });

  it('of usage that waited for its registration names the report, not what it waited for', async () => {
    organisationId = app.newOrganisationId();
    await publish('photos-5', 'report-5');
    await eventually(async () => {
      const sql = 'SELECT 1 FROM pending_usage WHERE organisation_id = $1';
      return (await app.pool.query(sql, [organisationId])).rowCount === 1;
    });
    await app.announce(organisationId);
    await told([metering.UsageMeteredSchema.typeName, 'photos-5', 'report-5']);
  });
});
