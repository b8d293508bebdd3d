import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceName } from '@credit-ledger/standalone';
import { eventually } from '@credit-ledger/testing';
import { arm } from './crash.js';
import { CrashWorld } from './crash-world.js';
import { frozen } from './frozen.js';
import { MixedLoad } from './mixed-load.js';
import { differencesFromReplay } from './rebuild-command.js';
import { withSecond } from './second-process.js';
import { settled } from './settled.js';
import { expectWhole } from './whole/expect-whole.js';

type Freeze = {
  readonly service: ServiceName;
  readonly failpoint: string;
  /** The so-many-th time that it is reached, the second unless given. */
  readonly at?: number;
  /** What it logs once it has noticed; nothing when there is nothing to notice. */
  readonly notices?: RegExp;
};

// Whatever a case waits for is given up before, by a line that names it.
const CASE_MS = 120_000;

const metering = 'processing-metering';

const FREEZES: readonly (readonly [moment: string, freeze: Freeze])[] = [
  ['appended a batch', { service: 'ledger', failpoint: 'inbox.appended', notices: /a batch was fenced off/ }],
  ['told facts', { service: 'ledger', failpoint: 'account-facts.sent' }],
  ['told balances', { service: 'ledger', failpoint: 'balances.told', at: 1 }],
  ['counted usage', { service: metering, failpoint: 'usage-inbox.committed' }],
  ['sent charges', { service: metering, failpoint: 'outbox.sent', notices: /outbox relay was overtaken/ }],
  [
    'moved an offset, whose lock it holds,',
    { service: metering, failpoint: 'usage-inbox.advanced', notices: /a batch (failed|was fenced)/ },
  ],
];

describe('a process frozen beyond its lease', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    world = await CrashWorld.start();
  });
  afterAll(() => world.close());

  const messagesOf = async (service: ServiceName): Promise<readonly string[]> =>
    (await world.log(service)).split('\n').flatMap((line) => /"msg":"([^"]*)"/.exec(line)?.[1] ?? []);
  const noticed = (notices: RegExp | undefined): unknown =>
    notices === undefined ? expect.anything() : expect.arrayContaining([expect.stringMatching(notices)]);

  it.each(FREEZES)(
    'after it %s is overtaken, and harmless when it goes on',
    async (_moment, freeze) => {
      const { service, failpoint, at = 2, notices } = freeze;
      const load = new MixedLoad(world);
      await arm(world, service, `${failpoint}=stop@${at}`);
      const sleeper = world.instance.process(service);
      const loading = load.run();
      await frozen(sleeper.pid, failpoint);
      await withSecond(world, [service], async (seconds) => {
        world.routeTo(service, seconds);
        await loading;
        // Everything is done without the sleeper, whose partitions and outbox have passed to the other process.
        await settled(world);
        const before = (await messagesOf(service)).length;
        await world.instance.kill(service, 'SIGCONT');
        await sleeper.ready();
        await eventually(async () => expect((await messagesOf(service)).slice(before)).toEqual(noticed(notices)));
        await expectWhole(world, load.customers);
        const together = new MixedLoad(world);
        world.routeTo(service, [sleeper, ...seconds]);
        await together.run();
        await expectWhole(world, [...load.customers, ...together.customers]);
        // Were it left frozen, the cases after a failed one would wait for it.
      }).finally(() => world.instance.kill(service, 'SIGCONT'));
    },
    CASE_MS,
  );

  it('leaves views that equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
