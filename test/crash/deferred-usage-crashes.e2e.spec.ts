import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { crash } from './crash.js';
import { CrashWorld } from './crash-world.js';
import { MixedLoad } from './mixed-load.js';
import { differencesFromReplay } from './rebuild-command.js';
import { expectWhole } from './whole/expect-whole.js';

const service = 'processing-metering';

/** Where metering may die when organisations wait for their turns, and in which moment that is. */
const CRASHES = [
  ['messages were read and deferred, and nothing is committed', { service, failpoint: 'usage-inbox.advanced', at: 2 }],
  ['messages are deferred, and nobody is awake to count them', { service, failpoint: 'usage-inbox.committed' }],
  ['deferred messages were taken, and nothing is counted', { service, failpoint: 'deferred-usage.taken', at: 2 }],
  [
    'deferred messages have a charge, and nothing is committed',
    { service, failpoint: 'intake.charges-appended', at: 3 },
  ],
  ['deferred messages are counted, and nobody is told', { service, failpoint: 'deferred-usage.committed', at: 2 }],
] as const;

describe('metering, killed while', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    // Whoever sends anything by message waits for a turn.
    world = await CrashWorld.start({ USAGE_LANE_BYTES: '1' });
  });
  afterAll(() => world.close());

  it.each(CRASHES)('%s, loses nothing and charges nothing twice', async (_moment, where) => {
    const load = new MixedLoad(world);
    await crash(world, where, () => load.run());
    await expectWhole(world, load.customers);
  });

  it('leaves views that equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
