import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKafka, type LocalKafka } from '@credit-ledger/kafka-local';
import type { ServiceName } from '@credit-ledger/standalone';
import { CrashWorld } from '../crash/crash-world.js';
import { Customer, photosNamed } from '../crash/customer.js';
import { MixedLoad } from '../crash/mixed-load.js';
import { moreEvents } from '../crash/more-events.js';
import { differencesFromReplay } from '../crash/rebuild-command.js';
import { settled } from '../crash/settled.js';
import { expectSurvivors, processesOf } from '../crash/survivors.js';
import { expectWhole } from '../crash/whole/expect-whole.js';

// Whatever a case waits for is given up before, by a line that names it.
const CASE_MS = 170_000;

/** The four services as processes of their own, on a broker that the cases may end. */
let dir: string;
let kafka: LocalKafka;
let world: CrashWorld;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'credit-ledger-broker-'));
  // Started again, a broker has to wait until the controller has given up the one that was killed.
  kafka = await startKafka({ dir, disposable: true, settings: { 'broker.session.timeout.ms': '4000' } });
  world = await CrashWorld.start({}, { messagingUrl: kafka.url });
});
afterAll(async () => {
  await world.close();
  await kafka.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('the broker', () => {
  it.each<[string, () => Promise<void>]>([
    ['restarted', () => kafka.restart()],
    [
      'killed and started again',
      async () => {
        await kafka.kill();
        await kafka.restart();
      },
    ],
  ])(
    '%s under load loses nothing that was answered, and no service ends',
    async (_, restart) => {
      const before = processesOf(world);
      const load = new MixedLoad(world);
      const loading = load.run();
      await moreEvents(world, 8);
      await restart();
      await loading;
      await expectWhole(world, load.customers);
      await expectSurvivors(world, before);
    },
    CASE_MS,
  );
});

describe('the members of a group', () => {
  it(
    'come and go under load, and every message is applied once and in order',
    async () => {
      const loads: MixedLoad[] = [];
      let comingAndGoing = true;
      const loading = (async () => {
        while (comingAndGoing) {
          const load = new MixedLoad(world);
          loads.push(load);
          await load.run();
        }
      })();
      const services: readonly ServiceName[] = ['ledger', 'processing-metering'];
      for (let round = 0; round < 2; round += 1) {
        const others = await Promise.all(services.map((service) => world.startAnother(service)));
        await moreEvents(world, 20);
        await Promise.all(others.map((other) => other.stop()));
        await moreEvents(world, 20);
      }
      comingAndGoing = false;
      await loading;
      await expectWhole(
        world,
        loads.flatMap(({ customers }) => customers),
      );
    },
    CASE_MS,
  );
});

describe('a service that was down', () => {
  it(
    'works off ten times the load that waits for it, while its neighbours read on',
    async () => {
      const customer = new Customer(world, `backlog-${randomBytes(4).toString('hex')}`);
      await customer.register();
      await customer.grant(BACKLOG);
      await settled(world);
      await world.instance.kill('processing-metering', 'SIGKILL');
      // Every photo by itself, and the last tenth of them again.
      const photos = photosNamed('backlog', 0, BACKLOG);
      await customer.reportOverBus('run', photos);
      await customer.reportOverBus('run', photos.slice(-BACKLOG / 10));
      await world.instance.restart('processing-metering');
      const load = new MixedLoad(world);
      await load.run();
      await expectWhole(world, [customer, ...load.customers]);
    },
    CASE_MS,
  );
});

/** A mixed load reports some hundreds. */
const BACKLOG = 5_000;

describe('after all that', () => {
  it('views equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
