import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { crash, type Crash } from './crash.js';
import { CrashWorld } from './crash-world.js';
import { MixedLoad } from './mixed-load.js';
import { differencesFromReplay } from './rebuild-command.js';
import { expectWhole } from './whole/expect-whole.js';

const service = 'billing';
const invoicing = 'invoicing';

/** Where billing and invoicing may die, and in which moment that is. */
const CRASHES: readonly (readonly [moment: string, crash: Crash])[] = [
  [
    'billing has registered, and nobody has been answered',
    { service, failpoint: 'billing.registration-committed', at: 2 },
  ],
  ['an order is placed, and has no checkout', { service, failpoint: 'billing.order-committed' }],
  ['the gateway has opened a checkout, and billing does not know', { service, failpoint: 'billing.checkout-opened' }],
  ['a payment is finalised, and not committed', { service, failpoint: 'billing.payment-not-yet-committed' }],
  ['a payment is committed, and nobody has been answered', { service, failpoint: 'billing.payment-committed' }],
  ['a payment is confirmed a second time', { service, failpoint: 'billing.payment-committed', at: 2 }],
  ['billing has sent its messages, and the outbox still has them', { service, failpoint: 'outbox.sent', at: 3 }],
  ['billing has half handled the facts of the ledger', { service, failpoint: 'inbox.middle-of-batch', at: 4 }],
  ['billing has handled facts of the ledger', { service, failpoint: 'inbox.committed' }],
  ['invoicing has half handled a batch', { service: invoicing, failpoint: 'inbox.middle-of-batch', at: 8 }],
  ['invoicing has committed a batch', { service: invoicing, failpoint: 'inbox.committed' }],
];

describe('killed while', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    world = await CrashWorld.start();
  });
  afterAll(() => world.close());

  it.each(CRASHES)('%s, every payment is finalised, granted and invoiced once', async (_moment, where) => {
    const load = new MixedLoad(world);
    await crash(world, where, () => load.run());
    await expectWhole(world, load.customers);
  });

  it('leaves views that equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
