import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { crash, type Crash } from '../crash/crash.js';
import { CrashWorld } from '../crash/crash-world.js';
import { MixedLoad } from '../crash/mixed-load.js';
import { overtakeFrozen, type Freeze } from '../crash/overtake-frozen.js';
import { differencesFromReplay } from '../crash/rebuild-command.js';
import { expectWhole } from '../crash/whole/expect-whole.js';

// Whatever a case waits for is given up before, by a line that names it.
const CASE_MS = 170_000;

const metering = 'processing-metering';

let world: CrashWorld;
beforeAll(async () => {
  world = await CrashWorld.start();
});
afterAll(() => world.close());

describe('a consumer killed in the middle of a batch', () => {
  const CRASHES: readonly (readonly [moment: string, crash: Crash])[] = [
    ['the ledger has appended it, and not moved the offset', { service: 'ledger', failpoint: 'inbox.appended', at: 3 }],
    [
      'metering has moved the offset, and not committed',
      { service: metering, failpoint: 'usage-inbox.advanced', at: 2 },
    ],
    ['metering has committed, and told nobody', { service: metering, failpoint: 'usage-inbox.committed', at: 2 }],
  ];

  it.each(CRASHES)(
    'while %s, loses nothing and applies nothing twice',
    async (_moment, where) => {
      const load = new MixedLoad(world);
      await crash(world, where, () => load.run());
      await expectWhole(world, load.customers);
    },
    CASE_MS,
  );
});

describe('a consumer frozen beyond its session', () => {
  const FREEZES: readonly (readonly [moment: string, freeze: Freeze])[] = [
    ['the ledger has appended a batch', { service: 'ledger', failpoint: 'inbox.appended', notices: /was fenced off/ }],
    [
      'metering has moved an offset, whose lock it holds',
      { service: metering, failpoint: 'usage-inbox.advanced', notices: /a batch (failed|was fenced)/ },
    ],
  ];

  it.each(FREEZES)(
    'while %s, moves no offset and applies nothing twice when it goes on',
    (_moment, freeze) => overtakeFrozen(world, freeze),
    CASE_MS,
  );
});

describe('after all that', () => {
  it('views equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
