import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { crash, type Crash } from './crash.js';
import { CrashWorld } from './crash-world.js';
import { MixedLoad } from './mixed-load.js';
import { differencesFromReplay } from './rebuild-command.js';
import { expectWhole } from './whole/expect-whole.js';

const service = 'processing-metering';

/** Where metering may die, and in which moment that is. */
const CRASHES: readonly (readonly [moment: string, crash: Crash])[] = [
  ['usage was read and its offset moved, nothing is charged', { service, failpoint: 'usage-inbox.advanced' }],
  ['a batch has its photos, and no run has counted them', { service, failpoint: 'intake.photos-inserted', at: 3 }],
  ['runs have counted a batch, and nobody is told', { service, failpoint: 'intake.runs-counted', at: 4 }],
  ['the charge is in the outbox, and nothing is committed', { service, failpoint: 'intake.charges-appended', at: 5 }],
  ['a usage message is committed, and the next not yet read', { service, failpoint: 'usage-inbox.committed', at: 2 }],
  ['usage over HTTP is committed, and nobody has been answered', { service, failpoint: 'usage-http.committed', at: 3 }],
  ['usage of a new organisation is counted', { service, failpoint: 'pending-usage.committed', at: 2 }],
  ['a run is written, and not committed', { service, failpoint: 'run.written' }],
  ['a run is committed, and nobody has been answered', { service, failpoint: 'run.committed', at: 2 }],
  ['charges were sent, and the outbox still has them', { service, failpoint: 'outbox.sent', at: 3 }],
  ['facts of the ledger are half handled', { service, failpoint: 'inbox.middle-of-batch', at: 4 }],
  ['facts of the ledger are handled, and the next not yet read', { service, failpoint: 'inbox.committed', at: 3 }],
];

describe('metering, killed while', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    world = await CrashWorld.start();
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
