import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceName, ServiceProcess } from '@credit-ledger/standalone';
import { arm, type Crash } from './crash.js';
import { CrashWorld } from './crash-world.js';
import { Customer, photosNamed } from './customer.js';
import { MixedLoad } from './mixed-load.js';
import { differencesFromReplay } from './rebuild-command.js';
import { expectWhole } from './whole/expect-whole.js';

const TWICE = ['ledger', 'processing-metering', 'billing'] as const;
const LOADS_MAX = 5;
// Whatever a case waits for is given up before, by a line that names it.
const CASE_MS = 120_000;

let world: CrashWorld;
const seconds = new Map<ServiceName, ServiceProcess>();
beforeAll(async () => {
  world = await CrashWorld.start();
  await Promise.all(TWICE.map(startSecond));
});
afterAll(() => world.close());

async function startSecond(service: ServiceName): Promise<void> {
  const second = await world.startAnother(service);
  seconds.set(service, second);
  world.routeTo(service, [world.instance.process(service), second]);
}

/** The armed process is started while there is no other: until the second is up it has all partitions and the outbox. */
async function armFirst(service: ServiceName, failpoints: string): Promise<void> {
  await seconds.get(service)?.stop();
  await arm(world, service, failpoints);
  await startSecond(service);
}

/**
 * One load after the other until the process has died: whose partitions the organisations are in is left to chance, so that
 * all of a load may be the other process's.
 * @throws Error when it outlives them all: then nothing was shown.
 */
async function loadUntilDead({ service, failpoint }: Crash): Promise<void> {
  let end: NodeJS.Signals | null | undefined;
  void world.instance.process(service).exited.then(({ signal }) => (end = signal));
  for (let loads = 0; end === undefined && loads < LOADS_MAX; loads++) {
    const load = new MixedLoad(world);
    await load.run();
    await expectWhole(world, load.customers);
  }
  expect({ failpoint, end }).toEqual({ failpoint, end: 'SIGKILL' });
}

describe('of two ledgers, two meterings and two billings at once, one is killed, and', () => {
  const CRASHES: readonly (readonly [moment: string, crash: Crash])[] = [
    ['the other ledger appends what it had not', { service: 'ledger', failpoint: 'inbox.appended' }],
    ['the other ledger tells what it had not', { service: 'ledger', failpoint: 'account-facts.sent', at: 3 }],
    ['the other metering counts what it had not', { service: 'processing-metering', failpoint: 'intake.runs-counted' }],
    ['the other metering sends what it had not', { service: 'processing-metering', failpoint: 'outbox.sent', at: 2 }],
    [
      'the other billing grants what it had not',
      { service: 'billing', failpoint: 'billing.payment-not-yet-committed' },
    ],
  ];

  it.each(CRASHES)(
    '%s',
    async (_moment, where) => {
      const { service, failpoint, at = 1 } = where;
      await armFirst(service, `${failpoint}=kill@${at}`);
      try {
        // What the dead one left behind is taken over before it comes back.
        await loadUntilDead(where);
      } finally {
        await world.instance.restart(service);
      }
    },
    CASE_MS,
  );
});

describe('two processes of a service, asked at the same time,', () => {
  it('finalise a payment once, however it is confirmed, and place an order once per key', async () => {
    const customer = new Customer(world, 'crash-two-billings');
    await customer.register();
    const key = randomUUID();
    const orders = await Promise.all(Array.from({ length: 8 }, () => customer.order(1_000, key)));
    expect(new Set(orders.map(({ payment }) => payment.paymentId)).size).toBe(1);
    customer.purchases.push(1_000);
    const [placed] = orders;
    if (placed === undefined) throw new Error('there are eight orders');
    const returnUrls = await Promise.all(Array.from({ length: 4 }, () => customer.pay(placed)));
    await Promise.all([
      ...[...returnUrls, ...returnUrls].map((url) => customer.comeBack(url)),
      ...Array.from({ length: 8 }, () => customer.recheck(placed)),
    ]);
    await expectWhole(world, [customer]);
  });

  it('never set aside more than there is, and grant once per key', async () => {
    const customer = new Customer(world, 'crash-two-holders');
    await customer.register();
    const runs = Array.from({ length: 6 }, (_, index) => `run-${index}`);
    const key = randomUUID();
    await Promise.all([customer.grant(30, key), customer.grantAgain(30, key), customer.grantAgain(30, key)]);
    // Only then: a hold takes what is there when it is decided, and nothing of what comes later.
    await Promise.all(runs.map((run) => customer.startRun(run, 70)));
    await expectWhole(world, [customer]);
    const [held] = await world.rows<{ granted: number }>(
      'select sum(granted)::int as granted from metering.runs where organisation_id = $1',
      [customer.organisationId],
    );
    expect(held).toEqual({ granted: 230 });
  });

  it('charge a photo once, although both are told of it', async () => {
    const customer = new Customer(world, 'crash-two-meterings');
    await customer.register();
    const photos = photosNamed('both', 0, 150);
    const reversed = [...photos].reverse();
    await Promise.all([
      customer.reportOverBus('run', photos),
      customer.reportOverBus('run', reversed),
      ...[photos, reversed, photos, reversed].map((ids) => customer.reportOverHttp('run', ids, 5)),
    ]);
    await expectWhole(world, [customer]);
  });

  it('leave views that equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
