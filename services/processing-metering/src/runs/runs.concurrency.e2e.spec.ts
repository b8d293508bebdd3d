import { fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ledger, metering } from '@credit-ledger/contracts';
import type { OrganisationId } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import { startMetering, type AnotherMetering, type MeteringApp } from '../../test/metering-app.js';

let app: MeteringApp;
let other: AnotherMetering;
let organisationId: OrganisationId;
let keys = 0;

beforeAll(async () => {
  app = await startMetering();
  other = await app.startAnother();
});
afterAll(async () => {
  await other.close();
  await app.close();
});
beforeEach(async () => {
  app.ledger.isSilent = false;
  organisationId = await app.register();
  app.ledger.setAvailable(organisationId, 1_000n);
});

const runs = (suffix = ''): string => `/v1/organisations/${organisationId}/runs${suffix}`;
const post = (process: Pick<MeteringApp, 'post'>, suffix: string, body: object = {}) =>
  process
    .post(runs(suffix), 'operator')
    .set('Idempotency-Key', `key-${(keys += 1)}`)
    .send(body);
const start = (process: Pick<MeteringApp, 'post'>) =>
  post(process, '', {
    ...{ runId: 'run-1', photoEvent: { id: 2014, name: 'Boston Marathon 2014' } },
    ...{ estimatedPhotos: 100, bibSearch: true, selfieSearch: false },
  });
const holds = () =>
  app.ledger
    .heard(organisationId, metering.HoldRequestedSchema)
    .map(({ value }) => fromBinary(metering.HoldRequestedSchema, value).holdId);

describe('two processes', () => {
  it('start one run of an id, whoever was first', async () => {
    const answers = await Promise.all([start(app), start(other), start(app), start(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(holds()).toHaveLength(1);
  });

  it('end a run in one way, and tell it once', async () => {
    await start(app).expect(201);
    const answers = await Promise.all([
      ...[post(app, '/run-1/cancel'), post(other, '/run-1/complete')],
      ...[post(other, '/run-1/cancel'), post(app, '/run-1/complete')],
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
    await eventually(() => expect(app.ledger.heard(organisationId, metering.RunEndedSchema)).toHaveLength(1));
  });

  it('ask for one further hold when a run is resumed at both', async () => {
    await start(app).expect(201);
    const released = { organisationId, holdId: holds()[0] ?? '', runId: 'run-1', returned: 100n };
    await app.ledger.tell(ledger.HoldReleasedSchema, released);
    await eventually(async () => expect((await app.get(runs('/run-1'))).body.state).toBe('PAUSED'));
    app.ledger.isSilent = true;
    const answers = await Promise.all([post(app, '/run-1/resume'), post(other, '/run-1/resume')]);
    expect(answers.map(({ status, body }) => [status, body.state])).toEqual([
      [202, 'PAUSED'],
      [202, 'PAUSED'],
    ]);
    expect(holds()).toHaveLength(2);
  });
});

describe('a cancellation that meets the ledger’s word', () => {
  it('wins over a hold that is placed at the same moment, and tells the ledger to release it', async () => {
    app.ledger.isSilent = true;
    const starting = start(app);
    const started = starting.then((answer) => answer);
    await eventually(() => expect(holds()).toHaveLength(1));
    const placed = { organisationId, holdId: holds()[0] ?? '', runId: 'run-1', requested: 100n, granted: 100n };
    const [, cancelled] = await Promise.all([
      app.ledger.tell(ledger.HoldPlacedSchema, placed),
      post(other, '/run-1/cancel'),
    ]);
    expect(cancelled.status).toBe(200);
    expect((await started).status).toBe(201);
    // Whichever came first, this comes last.
    await app.ledger.tell(ledger.BalanceChangedSchema, { organisationId }, { balance: 9n, held: 0n, available: 9n });
    await eventually(async () => {
      const { rows } = await app.pool.query('SELECT 1 FROM local_balances WHERE organisation_id = $1 AND balance = 9', [
        organisationId,
      ]);
      expect(rows).toHaveLength(1);
    });
    const { body: run } = await app.get(runs('/run-1'));
    expect([run.state, run.grantedCredits]).toEqual(['CANCELLED', 100]);
    await eventually(() => expect(app.ledger.heard(organisationId, metering.RunEndedSchema)).toHaveLength(1));
  });
});
