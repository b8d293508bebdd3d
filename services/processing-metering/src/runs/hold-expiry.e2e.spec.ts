import { fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { answerOf } from '@credit-ledger/api-client';
import { ledger, metering } from '@credit-ledger/contracts';
import type { Log, OrganisationId } from '@credit-ledger/kernel';
import { LOGGER } from '@credit-ledger/nest-platform';
import { eventually, frozenClock } from '@credit-ledger/testing';
import { startMetering, type AnotherMetering, type MeteringApp } from '../../test/metering-app.js';
import { HoldExpirySweep } from './commands/hold-expiry-sweep.js';

const HOUR_MS = 60 * 60 * 1_000;
const clock = frozenClock();
let app: MeteringApp;
let other: AnotherMetering;
let organisationId: OrganisationId;
let keys = 0;

beforeAll(async () => {
  app = await startMetering({}, clock);
  other = await app.startAnother();
});
afterAll(async () => {
  await other.close();
  await app.close();
});
beforeEach(async () => {
  organisationId = await app.register();
  app.ledger.setAvailable(organisationId, 100_000n);
});

const runs = (suffix = ''): string => `/v1/organisations/${organisationId}/runs${suffix}`;
const post = (suffix: string, body: object = {}) =>
  app
    .post(runs(suffix), 'operator')
    .set('Idempotency-Key', `key-${(keys += 1)}`)
    .send(body);
/** On a busy machine the hold may be placed after the answer. */
const start = async (...runIds: string[]): Promise<void> => {
  const settings = { estimatedPhotos: 100, bibSearch: true, selfieSearch: false };
  const photoEvent = { id: 2014, name: 'Boston Marathon 2014' };
  await Promise.all(runIds.map((runId) => post('', { runId, photoEvent, ...settings })));
  const open = `SELECT 1 FROM runs WHERE organisation_id = $1 AND run_id = ANY ($2) AND hold_status = 'OPEN'`;
  await eventually(async () => {
    const { rowCount } = await app.pool.query(open, [organisationId, runIds]);
    expect(rowCount).toBe(runIds.length);
  });
};
const use = (runId: string) =>
  answerOf(
    app.client('service').POST('/v1/organisations/{organisationId}/usage', {
      params: { path: { organisationId } },
      body: {
        ...{ specversion: '1.0', type: 'credits.usage.v1.UsageReported', source: 'photo-pipeline', id: runId },
        data: {
          ...{ runId, photoEventId: '2014', photoEventName: 'Boston Marathon 2014' },
          photoProcessing: { photoIds: [`photo-${(keys += 1)}`], bibSearch: true },
        },
      },
    }),
  );
const sweep = () => app.provided(HoldExpirySweep).sweep();
const expired = () =>
  app.ledger
    .heard(organisationId, metering.HoldExpiredSchema)
    .map(({ value }) => fromBinary(metering.HoldExpiredSchema, value));
const run = (runId: string) => {
  const params = { path: { organisationId, runId } };
  return answerOf(app.client().GET('/v1/organisations/{organisationId}/runs/{runId}', { params }));
};
/** A message behind all that was told before, so that what is missing by then was never told. */
const heardAll = async (): Promise<void> => {
  await start(`after-${(keys += 1)}`);
};

describe('the sweep of unused holds', () => {
  it('expires a hold after a day without use, and its run pauses when the ledger has released it', async () => {
    await start('unused');
    clock.advanceMs(24 * HOUR_MS);
    await sweep();
    await eventually(() => expect(expired()).toHaveLength(1));
    const [told] = expired();
    expect(told).toMatchObject({ organisationId, runId: 'unused', expiredAt: clock.now() });
    expect((await run('unused')).state).toBe('RUNNING');
    const { body: gate } = await app.get(runs('/unused/gate?photos=5'), 'service');
    expect(gate).toMatchObject({ decision: 'wait', reason: 'metering.hold_expiring' });

    const fact = { organisationId, holdId: told?.holdId ?? '', runId: 'unused', returned: 100n };
    await app.ledger.tell(ledger.HoldReleasedSchema, fact);
    await eventually(async () => expect((await run('unused')).state).toBe('PAUSED'));
    expect((await post('/unused/resume').expect(200)).body).toMatchObject({ state: 'RUNNING', grantedCredits: 200 });
  });

  it('is told in a line of the log, with the correlation that begins with it', async () => {
    const info = jest.spyOn(app.provided<Log>(LOGGER), 'info');
    await start('logged');
    clock.advanceMs(24 * HOUR_MS);
    await sweep();
    const correlationId = await eventually(
      () => app.ledger.heard(organisationId, metering.HoldExpiredSchema)[0]?.correlationId ?? false,
    );
    const hold = { organisationId, runId: 'logged', holdId: expired()[0]?.holdId, correlationId };
    expect(info.mock.calls).toContainEqual([hold, 'unused hold expired']);
    info.mockRestore();
  });

  it('counts a day from the last use, not from the beginning', async () => {
    await start('used');
    clock.advanceMs(23 * HOUR_MS);
    await use('used');
    clock.advanceMs(23 * HOUR_MS);
    await sweep();
    await heardAll();
    expect(expired()).toEqual([]);
    clock.advanceMs(HOUR_MS);
    await sweep();
    await eventually(() => expect(expired()).toMatchObject([{ runId: 'used' }]));
  });

  it('tells each expiry once when two processes sweep at once, of more holds than fit into one round', async () => {
    const runIds = Array.from({ length: 130 }, (_, index) => `many-${index}`);
    await start(...runIds);
    clock.advanceMs(24 * HOUR_MS);
    await Promise.all([sweep(), other.provided(HoldExpirySweep).sweep(), sweep()]);
    await sweep();
    await heardAll();
    expect(
      expired()
        .map(({ runId }) => runId)
        .sort(),
    ).toEqual([...runIds].sort());
  });

  it('passes over a run that ended, though its hold is not released yet', async () => {
    await start('ended');
    await post('/ended/cancel').expect(200);
    clock.advanceMs(48 * HOUR_MS);
    await sweep();
    await heardAll();
    expect(expired()).toEqual([]);
  });

  it('and a resume that come together leave one hold: the further one', async () => {
    await start('both');
    clock.advanceMs(24 * HOUR_MS);
    const resumed = post('/both/resume');
    const [, answer] = await Promise.all([sweep(), resumed]);
    expect([answer.status, answer.body.code]).toEqual([409, 'metering.run_not_paused']);
    // A sweep passes over a run that the resume has locked; the next one takes it.
    await sweep();
    await eventually(() => expect(expired()).toHaveLength(1));
    const fact = { organisationId, holdId: expired()[0]?.holdId ?? '', runId: 'both', returned: 100n };
    await app.ledger.tell(ledger.HoldReleasedSchema, fact);
    await eventually(async () => expect((await run('both')).state).toBe('PAUSED'));
    const answers = await Promise.all([post('/both/resume'), sweep(), post('/both/resume')]);
    expect([answers[0].status, answers[2].status].sort()).toEqual(expect.arrayContaining([200]));
    // The ledger says once more that it released the first hold.
    await app.ledger.tell(ledger.HoldReleasedSchema, fact);
    await heardAll();
    expect(await run('both')).toMatchObject({ state: 'RUNNING', grantedCredits: 200 });
    expect(app.ledger.heard(organisationId, metering.HoldRequestedSchema)).toHaveLength(3);
  });
});
