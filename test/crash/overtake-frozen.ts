import { expect } from '@jest/globals';
import type { ServiceName } from '@credit-ledger/standalone';
import { eventually } from '@credit-ledger/testing';
import { arm } from './crash.js';
import type { CrashWorld } from './crash-world.js';
import { frozen } from './frozen.js';
import { MixedLoad } from './mixed-load.js';
import { withSecond } from './second-process.js';
import { settled } from './settled.js';
import { expectWhole } from './whole/expect-whole.js';

/** Where a process of a service stops itself. */
export type Freeze = {
  readonly service: ServiceName;
  readonly failpoint: string;
  /** The so-many-th time that it is reached, the second unless given. */
  readonly at?: number;
  /** What it logs once it has noticed; nothing when there is nothing to notice. */
  readonly notices?: RegExp;
};

/**
 * Freezes a process under load, lets another take over and finish, and thaws it: everything has to be whole before, after, and
 * when both work together.
 */
export async function overtakeFrozen(
  world: CrashWorld,
  { service, failpoint, at = 2, notices }: Freeze,
): Promise<void> {
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
    const before = (await messagesOf(world, service)).length;
    await world.instance.kill(service, 'SIGCONT');
    await sleeper.ready();
    await eventually(async () => expect((await messagesOf(world, service)).slice(before)).toEqual(noticed(notices)));
    await expectWhole(world, load.customers);
    const together = new MixedLoad(world);
    world.routeTo(service, [sleeper, ...seconds]);
    await together.run();
    await expectWhole(world, [...load.customers, ...together.customers]);
    // Were it left frozen, the cases after a failed one would wait for it.
  }).finally(() => world.instance.kill(service, 'SIGCONT'));
}

const messagesOf = async (world: CrashWorld, service: ServiceName): Promise<readonly string[]> =>
  (await world.log(service)).split('\n').flatMap((line) => /"msg":"([^"]*)"/.exec(line)?.[1] ?? []);

const noticed = (notices: RegExp | undefined): unknown =>
  notices === undefined ? expect.anything() : expect.arrayContaining([expect.stringMatching(notices)]);
