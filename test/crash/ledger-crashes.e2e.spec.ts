import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { crash, crashWhileStarting, type Crash } from './crash.js';
import { CrashWorld } from './crash-world.js';
import { Customer, photosNamed } from './customer.js';
import { MixedLoad } from './mixed-load.js';
import { differencesFromReplay, rebuild } from './rebuild-command.js';
import { expectWhole } from './whole/expect-whole.js';

const service = 'ledger';

/** Where the ledger may die, and in which moment that is. */
const CRASHES: readonly (readonly [moment: string, crash: Crash])[] = [
  ['messages are appended, and their offset has not moved', { service, failpoint: 'inbox.appended', at: 3 }],
  ['the offset has moved, and the next batch is not yet read', { service, failpoint: 'inbox.committed', at: 2 }],
  ['views are written, and not committed', { service, failpoint: 'account-views.applying', at: 4 }],
  ['views are committed', { service, failpoint: 'account-views.applied', at: 2 }],
  ['facts were sent, and the checkpoint has not moved', { service, failpoint: 'account-facts.sent', at: 4 }],
  ['balances were told, and are still kept as untold', { service, failpoint: 'balances.told' }],
  ['a grant is appended, and its answer is not committed', { service, failpoint: 'ledger.grant-appended' }],
  ['a grant is committed, and nobody has been answered', { service, failpoint: 'ledger.grant-committed' }],
  ['a refund is appended, and its answer is not committed', { service, failpoint: 'ledger.correction-appended' }],
  ['a refund is committed, and nobody has been answered', { service, failpoint: 'ledger.correction-committed' }],
];

let world: CrashWorld;
beforeAll(async () => {
  world = await CrashWorld.start();
});
afterAll(() => world.close());

describe('the ledger, killed while', () => {
  it.each(CRASHES)('%s, loses nothing and applies nothing twice', async (_moment, where) => {
    const load = new MixedLoad(world);
    await crash(world, where, () => load.run());
    await expectWhole(world, load.customers);
  });

  it('some accounts of a batch have their messages and others not, completes the others alone', async () => {
    await world.instance.kill(service, 'SIGTERM');
    // More organisations than partitions: at least two of them share a batch.
    const customers = Array.from({ length: 14 }, (_, index) => new Customer(world, `crash-pile-${index}`));
    await Promise.all(
      customers.map(async (customer) => {
        await customer.register();
        await customer.reportOverHttp('run', photosNamed('pile', 0, 3), 1);
      }),
    );
    await crashWhileStarting(world, { service, failpoint: 'ledger.account-appended', at: 5 });
    await expectWhole(world, customers);
  });
});

describe('a rebuild of the views, killed while', () => {
  it.each([
    ['the new views are filled, and not in place', 'rebuild.filled'],
    ['the new views are being put in place', 'rebuild.swapping'],
    ['the new views are in place, and the old ones not yet removed', 'rebuild.swapped'],
  ])('%s, leaves views that follow, and can be made again', async (_moment, failpoint) => {
    const load = new MixedLoad(world);
    const loading = load.run();
    const killed = await rebuild(world, [], `${failpoint}=kill`);
    expect(killed).toMatchObject({ code: null, signal: 'SIGKILL' });
    await loading;
    await expectWhole(world, load.customers);
    expect(await differencesFromReplay(world)).toEqual([]);
    expect(await rebuild(world, [])).toMatchObject({ code: 0 });
    await expectWhole(world, load.customers);
  });
});

describe('between any two steps of an organisation', () => {
  it('a service may be killed and started again, whichever it is', async () => {
    const customer = new Customer(world, 'crash-stepwise');
    const photos = photosNamed('step', 0, 60);
    const steps = [
      () => customer.register(),
      () => customer.startRun('run', 20),
      () => customer.reportOverBus('run', photos.slice(0, 30)),
      () => customer.buy(1_000),
      () => customer.reportOverHttp('run', photos.slice(20, 60), 8),
      () => customer.grant(50),
      () => customer.completeRun('run'),
      () => customer.reportOverBus('run', photos.slice(0, 60)),
    ];
    const services = ['ledger', 'processing-metering', 'billing', 'invoicing'] as const;
    for (const [index, step] of steps.entries()) {
      await step();
      const next = services[index % services.length] ?? service;
      await world.instance.kill(next, 'SIGKILL');
      await world.instance.restart(next);
    }
    await expectWhole(world, [customer]);
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
