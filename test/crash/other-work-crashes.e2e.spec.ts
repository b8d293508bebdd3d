import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { crash, type Crash } from './crash.js';
import { CrashWorld } from './crash-world.js';
import { photosNamed } from './customer.js';
import { differencesFromReplay } from './rebuild-command.js';
import { settled } from './settled.js';
import { Studio } from './studio.js';
import { expectWhole } from './whole/expect-whole.js';
import { readStored } from './whole/read-stored.js';

const metering = (failpoint: string, at = 1): Crash => ({ service: 'processing-metering', failpoint, at });
const ledger = (failpoint: string, at = 1): Crash => ({ service: 'ledger', failpoint, at });

let world: CrashWorld;
beforeAll(async () => {
  world = await CrashWorld.start();
});
afterAll(() => world.close());

/** An organisation that everybody knows, with its 200 trial credits. */
async function newStudio(): Promise<Studio> {
  const studio = new Studio(world, `crash-${randomBytes(4).toString('hex')}-studio`);
  await studio.register();
  await settled(world);
  return studio;
}

/** What the account's events say about its balance, and those of some types in their order. */
async function accountOf(studio: Studio, ...types: readonly string[]) {
  const { history, messages } = await readStored(world, studio);
  return { balance: history.balance, events: messages.filter(({ type }) => types.includes(type)), history };
}

describe('a watermark run costs a tenth of its photos, rounded up once, however they were batched', () => {
  it.each([
    ['a share is counted, and its charge not committed', metering('intake.charges-appended', 4)],
    ['a batch is committed, and nobody has been answered', metering('usage-http.committed', 3)],
    ['the ledger has charged a part of it, and its offset has not moved', ledger('inbox.appended', 2)],
  ])('when a service dies while %s', async (_moment, where) => {
    const studio = await newStudio();
    const photos = photosNamed('marked', 0, 93);
    await crash(world, where, async () => {
      expect(await studio.startImageRun('marks', 'WATERMARK_REPROCESSING', 93)).toBe('RUNNING');
      await Promise.all([
        studio.reportOverBus('marks', photos.slice(0, 40)),
        studio.reportOverHttp('marks', photos.slice(25, 80), 7),
        ...photos.slice(75).map((photo) => studio.reportOverHttp('marks', [photo])),
      ]);
      await studio.completeRun('marks');
    });
    await expectWhole(world, [studio]);
    expect((await accountOf(studio)).balance).toBe(200n - 10n);
  });
});

describe('of two rotation runs that both fit alone, one takes all it asked for and the other nothing', () => {
  it.each([
    ['a run is committed, and nobody has been answered', metering('run.committed')],
    ['the holds are decided, and no offset has moved', ledger('inbox.appended')],
    ['the decisions are half handled', metering('inbox.middle-of-batch', 2)],
  ])('when a service dies while %s', async (_moment, where) => {
    const studio = await newStudio();
    const images = photosNamed('turned', 0, 150);
    const runs = ['first', 'second'];
    let [granted, refused] = ['', ''];
    await crash(world, where, async () => {
      const start = async (run: string) => [await studio.startImageRun(run, 'AI_IMAGE_ROTATION', 150), run];
      const states = new Map((await Promise.all(runs.map(start))) as [string, string][]);
      granted = states.get('RUNNING') ?? 'none';
      refused = states.get('REFUSED') ?? 'none';
      await Promise.all([
        studio.reportOverBus(granted, images.slice(0, 90)),
        studio.reportOverHttp(granted, images.slice(60), 20),
      ]);
      await studio.completeRun(granted);
    });
    await expectWhole(world, [studio]);
    const { balance, events } = await accountOf(studio, 'HoldPlaced', 'HoldRefused');
    expect([granted, refused].sort()).toEqual(runs);
    expect(events.map(({ type, runId, pinned }) => [type, runId, pinned])).toEqual([
      ['HoldPlaced', granted, 150],
      ['HoldRefused', refused, 0],
    ]);
    expect(balance).toBe(200n - 150n);
  });
});

describe('a purchase is taken back as often as was asked for, and never more of it than was bought', () => {
  it.each([
    ['a reversal is appended, and its answer not committed', ledger('ledger.correction-appended')],
    ['a forced reversal is appended, and its answer not committed', ledger('ledger.correction-appended', 3)],
  ])('when the ledger dies while %s', async (_moment, where) => {
    const studio = await newStudio();
    const { paymentId } = (await studio.buy(1_000)).payment;
    await settled(world);
    await crash(world, where, async () => {
      await Promise.all([
        studio.reverse(paymentId, 400),
        studio.reverse(paymentId, 350),
        studio.reportOverHttp('run', photosNamed('spent', 0, 300), 25),
      ]);
      await expect(studio.reverse(paymentId, 251, true)).rejects.toThrow('ledger.reversal_exceeds_purchase');
      await studio.reverse(paymentId, 250, true);
    });
    await expectWhole(world, [studio]);
    expect((await accountOf(studio)).balance).toBe(200n + 1_000n - 1_000n - 300n);
  });
});

describe('a threshold is set once, and a low balance is told once each time', () => {
  it.each([
    ['it is appended, and its answer not committed', ledger('ledger.threshold-appended')],
    ['it is committed, and nobody has been answered', ledger('ledger.threshold-committed')],
  ])('when the ledger dies while %s', async (_moment, where) => {
    const studio = await newStudio();
    const key = randomUUID();
    await crash(world, where, () => studio.setThreshold(500, key));
    await studio.setThreshold(500, key);
    await studio.grant(400);
    await studio.reportOverHttp('run', photosNamed('low', 0, 120), 12);
    await expectWhole(world, [studio]);
    const { events } = await accountOf(studio, 'LowBalanceThresholdSet', 'LowBalanceReached');
    expect(events.map(({ type }) => type)).toEqual([
      'LowBalanceThresholdSet',
      'LowBalanceReached',
      'LowBalanceReached',
    ]);
  });
});

describe('own rates become one version, and price what is reported once they hold', () => {
  it.each([
    ['they are written, and not committed', metering('rates.written')],
    ['they are committed, and nobody has been answered', metering('rates.committed')],
    ['a charge at the new price is not committed', metering('intake.charges-appended', 5)],
  ])('when metering dies while %s', async (_moment, where) => {
    const studio = await newStudio();
    const photos = photosNamed('priced', 0, 70);
    await crash(world, where, async () => {
      const key = randomUUID();
      await studio.reportOverHttp('before', photos.slice(0, 30), 30);
      await studio.setPhotoRate(3, key);
      await studio.setPhotoRate(3, key);
      await studio.letRatesHold(3);
      await Promise.all([
        ...photos.slice(20, 60).map((photo) => studio.reportOverHttp('after', [photo])),
        studio.reportOverBus('after', photos.slice(40)),
      ]);
    });
    await expectWhole(world, [studio]);
    expect(await versionsOf(studio)).toEqual([{ version: 1 }]);
    expect(await chargedByVersion(studio)).toEqual([
      { version: null, credits: 30 },
      { version: '1', credits: 3 * 40 },
    ]);
  });
});

it('leaves views that equal a replay of all events', async () => {
  expect(await differencesFromReplay(world)).toEqual([]);
});

const versionsOf = ({ organisationId }: Studio): Promise<object[]> =>
  world.rows('select version from metering.rate_overrides where organisation_id = $1', [organisationId]);

const chargedByVersion = ({ organisationId }: Studio): Promise<object[]> =>
  world.rows(
    `select data->>'rateOverrideVersion' as version, sum((data->>'credits')::int)::int as credits from event_store.events
      where stream_id = $1 and type = 'UsageCharged' group by 1 order by 1 nulls first`,
    [`creditAccount-${organisationId}`],
  );
