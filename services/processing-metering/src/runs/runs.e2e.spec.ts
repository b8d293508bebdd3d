import { fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ledger, metering } from '@credit-ledger/contracts';
import type { OrganisationId } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import { startMetering, type MeteringApp, type Role } from '../../test/metering-app.js';

let app: MeteringApp;
let organisationId: OrganisationId;
let keys = 0;

beforeAll(async () => {
  app = await startMetering();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.ledger.isSilent = false;
  organisationId = await app.register();
});

const runs = (suffix = ''): string => `/v1/organisations/${organisationId}/runs${suffix}`;
const newKey = (): string => `key-${(keys += 1)}`;
const body = (change: object = {}) => ({
  runId: 'run-1',
  photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
  estimatedPhotos: 100,
  bibSearch: true,
  selfieSearch: false,
  ...change,
});
const start = (change: object = {}, key = newKey(), role: Role = 'operator') =>
  app.post(runs(), role).set('Idempotency-Key', key).send(body(change));
const act = (action: string, key = newKey()) =>
  app.post(runs(`/run-1/${action}`), 'operator').set('Idempotency-Key', key);
const lateReport = () => ({
  ...{ specversion: '1.0', type: 'credits.usage.v1.UsageReported', source: 'photo-pipeline', id: 'late' },
  data: {
    ...{ runId: 'run-1', photoEventId: '2014', photoEventName: 'Boston Marathon 2014' },
    photoProcessing: { photoIds: ['late'], bibSearch: true },
  },
});
const gate = (photos: number | string) => app.get(runs(`/run-1/gate?photos=${photos}`), 'service').expect(200);
const state = async (): Promise<string> =>
  app
    .get(runs('/run-1'))
    .expect(200)
    .then(({ body: run }) => run.state);
const eventuallyIs = (expected: string) => eventually(async () => expect(await state()).toBe(expected));

describe('starting a run', () => {
  it('answers 201 once the ledger has set the credits aside', async () => {
    app.ledger.setAvailable(organisationId, 250n);
    const { status, body: run, headers } = await start();
    expect(status).toBe(201);
    expect(run).toMatchObject({
      runId: 'run-1',
      state: 'RUNNING',
      estimatedCredits: 100,
      grantedCredits: 100,
      startedBy: 'operator-1',
    });
    expect(headers).toMatchObject({ 'consistency-token': `metering#1:${organisationId}:1`, location: runs('/run-1') });
  });

  it('runs with what there is when less is available', async () => {
    app.ledger.setAvailable(organisationId, 30n);
    expect((await start()).body).toMatchObject({ state: 'RUNNING', grantedCredits: 30 });
  });

  it('starts paused when nothing is available', async () => {
    const { status, body: run } = await start();
    expect([status, run.state]).toEqual([201, 'PAUSED']);
  });

  it('runs at once, and asks for no hold, when it costs nothing', async () => {
    const { status, body: run } = await start({ bibSearch: false });
    expect([status, run.state, run.estimatedCredits]).toEqual([201, 'RUNNING', 0]);
    expect(app.ledger.heard(organisationId)).toEqual([]);
  });

  it('does not happen for an organisation that nobody registered, and does once somebody has', async () => {
    organisationId = app.newOrganisationId();
    const { status, body: problem } = await start();
    expect([status, problem.code]).toEqual([404, 'metering.organisation_not_found']);
    await app.announce(organisationId);
    app.ledger.setAvailable(organisationId, 100n);
    await eventually(async () => expect((await start()).status).toBe(201));
  });

  it('answers 202 with its address while the ledger is silent, and is decided later', async () => {
    app.ledger.isSilent = true;
    const { status, body: run, headers } = await start();
    expect([status, run.state, run.holdPending, headers['location']]).toEqual([202, 'REQUESTED', true, runs('/run-1')]);
    const [request] = app.ledger.heard(organisationId, metering.HoldRequestedSchema);
    const { holdId } = fromBinary(metering.HoldRequestedSchema, request?.value ?? new Uint8Array());
    await app.ledger.tell(ledger.HoldPlacedSchema, {
      organisationId,
      holdId,
      runId: 'run-1',
      requested: 100n,
      granted: 100n,
    });
    await eventuallyIs('RUNNING');
  });

  it('makes one run and one hold of a request that is sent twice, also at the same time', async () => {
    app.ledger.setAvailable(organisationId, 250n);
    const key = newKey();
    const [first, second] = await Promise.all([start({ runId: undefined }, key), start({ runId: undefined }, key)]);
    const third = await start({ runId: undefined }, key);
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(new Set([first.body.runId, second.body.runId, third.body.runId]).size).toBe(1);
    expect(app.ledger.heard(organisationId, metering.HoldRequestedSchema)).toHaveLength(1);
  });

  it('gives the first answer again, whatever became of the run', async () => {
    app.ledger.setAvailable(organisationId, 250n);
    const [startKey, endKey] = [newKey(), newKey()];
    const answerOf = ({ status, body: run, headers }: Awaited<ReturnType<typeof start>>) =>
      ({ status, run, location: headers['location'], token: headers['consistency-token'] }) as const;
    const started = answerOf(await start({}, startKey));
    const completed = answerOf(await act('complete', endKey));
    expect([started.run.state, completed.run.state]).toEqual(['RUNNING', 'COMPLETED']);
    await app.post(`/v1/organisations/${organisationId}/usage`, 'service').send(lateReport()).expect(200);
    expect(answerOf(await start({}, startKey))).toEqual(started);
    expect(answerOf(await act('complete', endKey))).toEqual(completed);
  });

  it('waits again when it is repeated after a 202, and gives that decision from then on', async () => {
    app.ledger.isSilent = true;
    const key = newKey();
    expect((await start({}, key)).status).toBe(202);
    const [request] = app.ledger.heard(organisationId, metering.HoldRequestedSchema);
    const { holdId } = fromBinary(metering.HoldRequestedSchema, request?.value ?? new Uint8Array());
    const hold = { organisationId, holdId, runId: 'run-1', requested: 100n, granted: 100n };
    await app.ledger.tell(ledger.HoldPlacedSchema, hold);
    const decided = await start({}, key);
    expect([decided.status, decided.body.state]).toEqual([201, 'RUNNING']);
    await act('cancel');
    const repeated = await start({}, key);
    expect([repeated.status, repeated.body]).toEqual([201, decided.body]);
  });

  it('refuses another request under the same key', async () => {
    const key = newKey();
    await start({}, key);
    const { status, body: problem } = await start({ estimatedPhotos: 200 }, key);
    expect([status, problem.code]).toEqual([422, 'request.idempotency_key_reused']);
  });

  it('refuses a run id that exists', async () => {
    await start();
    const { status, body: problem } = await start();
    expect([status, problem.code]).toEqual([409, 'metering.run_exists']);
  });

  const rotation = { usageType: 'AI_IMAGE_ROTATION', bibSearch: undefined, selfieSearch: undefined };
  const refusal = { needed: 100, available: 30, recommendedTopUp: 1_000 };

  it('of an all-or-nothing type answers 402 with the figures, and the same again whatever was bought since', async () => {
    app.ledger.setAvailable(organisationId, 30n);
    const key = newKey();
    const first = await start(rotation, key);
    expect([first.status, first.body.code]).toEqual([402, 'metering.insufficient_credits']);
    expect(first.headers['content-type']).toMatch('application/problem+json');
    expect(first.body.details).toEqual({ runId: 'run-1', ...refusal });
    app.ledger.setAvailable(organisationId, 500n);
    const again = await start(rotation, key);
    expect([again.status, again.body.code, again.body.details]).toEqual([402, first.body.code, first.body.details]);
    const { body: run } = await app.get(runs('/run-1')).expect(200);
    expect(run).toMatchObject({
      state: 'REFUSED',
      usageType: 'AI_IMAGE_ROTATION',
      refusal,
      endedAt: expect.any(String),
    });
    expect((await gate(5)).body).toMatchObject({ decision: 'stop', reason: 'metering.run_refused' });
    expect(app.ledger.heard(organisationId, metering.HoldRequestedSchema)).toHaveLength(1);
  });

  it('of an all-or-nothing type runs when all of it is available, and may start anew after a top-up', async () => {
    expect((await start({ ...rotation, usageType: 'WATERMARK_REPROCESSING' })).status).toBe(402);
    app.ledger.setAvailable(organisationId, 10n);
    const { status, body: run } = await start({ ...rotation, usageType: 'WATERMARK_REPROCESSING', runId: 'run-2' });
    expect(status).toBe(201);
    expect(run).toMatchObject({
      state: 'RUNNING',
      usageType: 'WATERMARK_REPROCESSING',
      grantedCredits: 10,
      refusal: null,
    });
  });

  it('refused after a 202 answers 402 when it is repeated', async () => {
    app.ledger.isSilent = true;
    const key = newKey();
    expect((await start(rotation, key)).status).toBe(202);
    const [request] = app.ledger.heard(organisationId, metering.HoldRequestedSchema);
    const asked = fromBinary(metering.HoldRequestedSchema, request?.value ?? new Uint8Array());
    expect(asked.allOrNothing).toBe(true);
    const fact = {
      organisationId,
      holdId: asked.holdId,
      runId: 'run-1',
      requested: 100n,
      code: 'ledger.insufficient_credits',
    };
    await app.ledger.tell(ledger.HoldRefusedSchema, fact, { balance: 30n, held: 0n, available: 30n });
    await eventuallyIs('REFUSED');
    const { status, body: problem } = await start(rotation, key);
    expect([status, problem.details]).toEqual([402, { runId: 'run-1', ...refusal }]);
  });

  it('stores originals when asked to, and sets twice as much aside', async () => {
    app.ledger.setAvailable(organisationId, 250n);
    const { body: run } = await start({ storeOriginals: true });
    expect(run).toMatchObject({ storeOriginals: true, estimatedCredits: 200, grantedCredits: 200 });
  });

  it.each([
    ['estimatedPhotos', { ...rotation, estimatedPhotos: 0 }],
    ['estimatedPhotos', { ...rotation, estimatedPhotos: 100_001 }],
    ['bibSearch', { ...rotation, bibSearch: true }],
    ['storeOriginals', { ...rotation, usageType: 'WATERMARK_REPROCESSING', storeOriginals: true }],
    ['selfieSearch', { selfieSearch: undefined }],
    ['usageType', { usageType: 'STORE_ORIGINALS' }],
    ['photoEvent', { photoEvent: undefined }],
    ['photoEvent.id', { photoEvent: { id: -1, name: 'Boston' } }],
    ['photoEvent.name', { photoEvent: { id: 1, name: '' } }],
    ['estimatedPhotos', { estimatedPhotos: 1e12 }],
    ['estimatedPhotos', { estimatedPhotos: '100' }],
    ['bibSearch', { bibSearch: 'yes' }],
    ['runId', { runId: 'no spaces please' }],
    ['credits', { credits: 5 }],
  ])('names the field that is wrong: %s', async (field, change) => {
    const { status, body: problem } = await start(change);
    expect([status, problem.code]).toEqual([400, 'request.invalid']);
    expect(problem.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it('needs an Idempotency-Key', async () => {
    const { status, body: problem } = await app.post(runs()).send(body());
    expect([status, problem.code]).toEqual([400, 'request.idempotency_key_missing']);
  });
});

describe('a run over its life', () => {
  it('pauses when its hold is exhausted, resumes with a further hold, and completes', async () => {
    app.ledger.setAvailable(organisationId, 30n);
    await start();
    expect((await gate(50)).body).toEqual({ decision: 'go', photos: 30, reason: null });
    const [request] = app.ledger.heard(organisationId, metering.HoldRequestedSchema);
    const { holdId } = fromBinary(metering.HoldRequestedSchema, request?.value ?? new Uint8Array());
    await app.ledger.tell(ledger.HoldExhaustedSchema, { organisationId, holdId, runId: 'run-1' });
    await eventuallyIs('PAUSED');
    expect((await gate(50)).body).toEqual({ decision: 'stop', photos: 0, reason: 'metering.run_paused' });

    app.ledger.setAvailable(organisationId, 500n);
    const resumed = await act('resume');
    expect([resumed.status, resumed.body.state, resumed.body.grantedCredits]).toEqual([200, 'RUNNING', 130]);
    expect((await gate(200)).body).toMatchObject({ decision: 'go', photos: 100 });

    const completed = await act('complete');
    expect([completed.status, completed.body.state]).toEqual([200, 'COMPLETED']);
    expect((await gate(1)).body).toMatchObject({ decision: 'stop', reason: 'metering.run_completed' });
    await eventually(() => expect(app.ledger.heard(organisationId, metering.RunEndedSchema)).toHaveLength(1));
  });

  it('goes on by itself when the ledger extends its hold', async () => {
    app.ledger.setAvailable(organisationId, 30n);
    await start();
    const [request] = app.ledger.heard(organisationId, metering.HoldRequestedSchema);
    const { holdId } = fromBinary(metering.HoldRequestedSchema, request?.value ?? new Uint8Array());
    await app.ledger.tell(ledger.HoldExtendedSchema, { organisationId, holdId, runId: 'run-1', added: 40n });
    await eventually(async () => expect((await gate(100)).body).toMatchObject({ photos: 70 }));
  });

  it('stays paused when a resume is granted nothing', async () => {
    await start();
    const { status, body: run } = await act('resume');
    expect([status, run.state]).toEqual([200, 'PAUSED']);
  });

  it('is not resumed unless paused, and not resumed after its end', async () => {
    app.ledger.setAvailable(organisationId, 100n);
    await start();
    expect((await act('resume')).body.code).toBe('metering.run_not_paused');
    await act('cancel');
    expect((await act('resume')).body.code).toBe('metering.run_ended');
    expect((await act('complete')).body.code).toBe('metering.run_ended');
  });

  it('of an all-or-nothing type is resumed with all it still needs, or answers 402 and stays paused', async () => {
    app.ledger.setAvailable(organisationId, 100n);
    const { body: run } = await start({
      usageType: 'AI_IMAGE_ROTATION',
      bibSearch: undefined,
      selfieSearch: undefined,
    });
    expect(run.state).toBe('RUNNING');
    const [request] = app.ledger.heard(organisationId, metering.HoldRequestedSchema);
    const { holdId } = fromBinary(metering.HoldRequestedSchema, request?.value ?? new Uint8Array());
    await app.ledger.tell(ledger.HoldReleasedSchema, { organisationId, holdId, runId: 'run-1', returned: 100n });
    await eventuallyIs('PAUSED');
    const refused = await act('resume');
    expect([refused.status, refused.body.details]).toEqual([
      402,
      { runId: 'run-1', needed: 100, available: 0, recommendedTopUp: 1_000 },
    ]);
    expect(await state()).toBe('PAUSED');
    app.ledger.setAvailable(organisationId, 100n);
    expect((await act('resume')).body).toMatchObject({ state: 'RUNNING', grantedCredits: 200 });
  });

  it('is ended once, however often it is asked for', async () => {
    app.ledger.setAvailable(organisationId, 100n);
    await start();
    const key = newKey();
    const answers = [await act('cancel', key), await act('cancel', key), await act('cancel')];
    expect(answers.map(({ status, body: run }) => [status, run.state])).toEqual(Array(3).fill([200, 'CANCELLED']));
    await eventually(() => expect(app.ledger.heard(organisationId, metering.RunEndedSchema)).toHaveLength(1));
  });

  it('lets photos through by the balance alone when nobody asked for a hold', async () => {
    await app.ledger.tell(ledger.BalanceChangedSchema, { organisationId }, { balance: 7n, held: 0n, available: 7n });
    await start({ estimatedPhotos: 0 });
    await eventually(async () => expect((await gate(50)).body).toEqual({ decision: 'go', photos: 7, reason: null }));
  });

  it('is let through by what its hold has left, also of a share of its photos, while the ledger is down', async () => {
    app.ledger.setAvailable(organisationId, 200n);
    const share = { usageType: 'WATERMARK_REPROCESSING', bibSearch: undefined, selfieSearch: undefined };
    await start({ ...share, runId: 'run-1', estimatedPhotos: 105 });
    await start({ runId: 'run-2', estimatedPhotos: 10 });
    app.ledger.isSilent = true;
    expect((await gate(500)).body).toEqual({ decision: 'go', photos: 110, reason: null });
    await app
      .post(`/v1/organisations/${organisationId}/usage`, 'service')
      .send({ ...lateReport(), data: { ...lateReport().data, runId: 'run-2' } })
      .expect(200);
    const { body: answer } = await app.get(runs('/run-2/gate?photos=500'), 'service');
    expect(answer).toEqual({ decision: 'go', photos: 9, reason: null });
    const asked = await app.post(`/v1/organisations/${organisationId}/estimates`, 'operator').send({
      ...{ photos: 100, bibSearch: true, selfieSearch: true },
    });
    expect([asked.status, asked.body.credits]).toEqual([200, 100]);
  });

  it('is not held up by a fact about a hold of a run that nobody knows', async () => {
    const fact = { organisationId, holdId: 'unknown', runId: 'unknown', requested: 5n, granted: 5n };
    await app.ledger.tell(ledger.HoldPlacedSchema, fact);
    await app.ledger.tell(ledger.BalanceChangedSchema, { organisationId }, { balance: 9n, held: 0n, available: 9n });
    await start({ estimatedPhotos: 0 });
    await eventually(async () => expect((await gate(50)).body).toMatchObject({ decision: 'go', photos: 9 }));
  });

  it.each(['0', '-1', 'many', '1.5', ''])('does not answer the gate for %p photos', async (photos) => {
    const { status, body: problem } = await app.get(runs(`/run-1/gate?photos=${photos}`), 'service');
    expect([status, problem.code]).toEqual([400, 'request.invalid']);
  });

  it('is not found in another organisation', async () => {
    await start();
    const other = await app.register();
    const { status, body: problem } = await app.get(`/v1/organisations/${other}/runs/run-1`);
    expect([status, problem.code]).toEqual([404, 'metering.run_not_found']);
  });
});
