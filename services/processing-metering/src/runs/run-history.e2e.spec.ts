import { fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ledger, metering } from '@credit-ledger/contracts';
import type { OrganisationId } from '@credit-ledger/kernel';
import { eventually, frozenClock } from '@credit-ledger/testing';
import { startMetering, type MeteringApp } from '../../test/metering-app.js';
import { HoldExpirySweep } from './commands/hold-expiry-sweep.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const clock = frozenClock();
let app: MeteringApp;
let organisationId: OrganisationId;
let keys = 0;

beforeAll(async () => {
  app = await startMetering({}, clock);
});
afterAll(() => app.close());
beforeEach(async () => {
  organisationId = await app.register();
  app.ledger.setAvailable(organisationId, 1_000n);
});

const runs = (suffix = ''): string => `/v1/organisations/${organisationId}/runs${suffix}`;
const post = (suffix: string, body: object = {}) =>
  app
    .post(runs(suffix), 'operator')
    .set('Idempotency-Key', `key-${(keys += 1)}`)
    .send(body);
const start = (body: object) =>
  post('', {
    ...{ photoEvent: { id: 2014, name: 'Boston Marathon 2014' }, estimatedPhotos: 100 },
    ...{ bibSearch: true, selfieSearch: false },
    ...body,
  });
const use = (runId: string) =>
  app
    .post(`/v1/organisations/${organisationId}/usage`, 'service')
    .send({
      ...{ specversion: '1.0', type: 'credits.usage.v1.UsageReported', source: 'photo-pipeline', id: runId },
      data: {
        ...{ runId, photoEventId: '2014', photoEventName: 'Boston Marathon 2014', actorId: 'user-7' },
        photoProcessing: { photoIds: [`photo-${(keys += 1)}`], bibSearch: true },
      },
    })
    .expect(200);
const lastHold = (): string => {
  const asked = app.ledger.heard(organisationId, metering.HoldRequestedSchema).at(-1);
  return fromBinary(metering.HoldRequestedSchema, asked?.value ?? new Uint8Array()).holdId;
};
const history = async (runId: string, query = ''): Promise<{ items: HistoryItem[]; nextCursor: string | null }> =>
  (await app.get(runs(`/${runId}/history${query}`)).expect(200)).body;
const told = async (runId: string) => (await history(runId)).items.map(({ reason, state }) => `${reason} ${state}`);

type HistoryItem = {
  reason: string;
  state: string;
  actor: string;
  at: string;
  lastAt: string;
  times: number;
  credits: number | null;
};

describe('the history of a run', () => {
  it('names every transition with its time, its reason and whoever caused it', async () => {
    const startedAt = clock.now();
    await start({ runId: 'whole' });
    clock.advanceMs(1_000);
    await use('whole');
    clock.advanceMs(1_000);
    const fact = { organisationId, runId: 'whole' };
    await app.ledger.tell(ledger.HoldExtendedSchema, { ...fact, holdId: lastHold(), added: 25n });
    await app.ledger.tell(ledger.HoldExtendedSchema, { ...fact, holdId: lastHold(), added: 30n });
    await app.ledger.tell(ledger.HoldExhaustedSchema, { ...fact, holdId: lastHold() });
    await eventually(async () => expect((await told('whole')).at(-1)).toBe('HOLD_EXHAUSTED PAUSED'));
    clock.advanceMs(1_000);
    await post('/whole/resume').expect(200);
    clock.advanceMs(DAY_MS);
    await app.provided(HoldExpirySweep).sweep();
    await app.ledger.tell(ledger.HoldReleasedSchema, { ...fact, holdId: lastHold(), returned: 99n });
    await eventually(async () => expect((await told('whole')).at(-1)).toBe('HOLD_RELEASED PAUSED'));
    clock.advanceMs(1_000);
    await post('/whole/complete').expect(200);

    expect(await told('whole')).toEqual([
      'REQUESTED REQUESTED',
      'HOLD_PLACED RUNNING',
      'FIRST_USAGE RUNNING',
      'HOLD_EXTENDED RUNNING',
      'HOLD_EXHAUSTED PAUSED',
      'RESUMED PAUSED',
      'HOLD_PLACED RUNNING',
      'HOLD_EXPIRED RUNNING',
      'HOLD_RELEASED PAUSED',
      'COMPLETED COMPLETED',
    ]);
    const { items } = await history('whole');
    expect(items[0]).toMatchObject({ at: startedAt, actor: 'operator-1', credits: 100, times: 1 });
    expect(items[1]).toMatchObject({ actor: 'system', credits: 100 });
    expect(items[3]).toMatchObject({ credits: 55, times: 2 });
    expect([items[5]?.actor, items[9]?.actor]).toEqual(['operator-1', 'operator-1']);
    expect(items[9]?.at).toBe(clock.now());
  });

  it('tells a refusal, what was available then, and a cancellation', async () => {
    app.ledger.setAvailable(organisationId, 30n);
    await start({ runId: 'refused', usageType: 'AI_IMAGE_ROTATION', bibSearch: false }).expect(402);
    expect((await history('refused')).items.at(-1)).toMatchObject({
      ...{ reason: 'HOLD_REFUSED', state: 'REFUSED', credits: 30 },
    });
    await start({ runId: 'cancelled' });
    await post('/cancelled/cancel').expect(200);
    expect((await told('cancelled')).at(-1)).toBe('CANCELLED CANCELLED');
  });

  it('of a run that a report opened begins with its first usage', async () => {
    await use('reported');
    clock.advanceMs(1_000);
    await use('reported');
    expect((await history('reported')).items).toMatchObject([
      { reason: 'FIRST_USAGE', state: 'RUNNING', actor: 'user-7' },
    ]);
  });

  it('comes in pages, and is not found for a run that nobody knows', async () => {
    await start({ runId: 'paged' });
    await post('/paged/cancel').expect(200);
    const first = await history('paged', '?limit=2');
    expect(first.items.map(({ reason }) => reason)).toEqual(['REQUESTED', 'HOLD_PLACED']);
    const last = await history('paged', `?limit=2&cursor=${first.nextCursor}`);
    expect([last.items.map(({ reason }) => reason), last.nextCursor]).toEqual([['CANCELLED'], null]);
    expect((await app.get(runs('/paged/history?cursor=made-up'))).body.code).toBe('request.invalid');
    expect((await app.get(runs('/nobody/history'))).status).toBe(404);
  });
});

describe('the runs of an organisation', () => {
  it('are listed newest first, in pages, also when many were opened at one moment', async () => {
    for (const runId of ['a', 'b', 'c']) await start({ runId });
    clock.advanceMs(1_000);
    for (const runId of ['d', 'e']) await start({ runId });
    const page = async (query: string) => (await app.get(runs(query)).expect(200)).body;
    const first = await page('?limit=3');
    const second = await page(`?limit=3&cursor=${first.nextCursor}`);
    const idsOf = ({ items }: { items: { runId: string }[] }) => items.map(({ runId }) => runId);
    expect([idsOf(first), idsOf(second), second.nextCursor]).toEqual([['e', 'd', 'c'], ['b', 'a'], null]);
    expect(first.items[0]).toEqual((await app.get(runs('/e'))).body);
  });

  it('are filtered by state, usage type and photo event, and are nobody else’s', async () => {
    await start({ runId: 'running' });
    await start({ runId: 'ended' });
    await post('/ended/cancel').expect(200);
    await start({ runId: 'rotated', usageType: 'AI_IMAGE_ROTATION', bibSearch: false });
    await start({ runId: 'other', photoEvent: { id: 2015, name: 'Boston Marathon 2015' } });
    const ids = async (query: string): Promise<string[]> =>
      (await app.get(runs(query)).expect(200)).body.items.map(({ runId }: { runId: string }) => runId).sort();
    expect(await ids('?state=CANCELLED')).toEqual(['ended']);
    expect(await ids('?usageType=AI_IMAGE_ROTATION')).toEqual(['rotated']);
    expect(await ids('?photoEventId=2015')).toEqual(['other']);
    expect(await ids('?photoEventId=2014&state=RUNNING')).toEqual(['rotated', 'running']);
    organisationId = await app.register();
    expect(await ids('')).toEqual([]);
  });

  it.each(['state=STOPPED', 'usageType=UPLOAD', 'photoEventId=0', 'limit=201', 'cursor=made-up'])(
    'are not listed for %s',
    async (query) => {
      const { status, body: problem } = await app.get(runs(`?${query}`));
      expect([status, problem.code]).toEqual([400, 'request.invalid']);
      expect(problem.errors[0].field).toBe(query.split('=')[0]);
    },
  );
});
