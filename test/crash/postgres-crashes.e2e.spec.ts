import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CrashWorld } from './crash-world.js';
import { MixedLoad } from './mixed-load.js';
import { moreEvents } from './more-events.js';
import { backendsOf, killPostgres, signalIfThere } from './postgres-processes.js';
import { differencesFromReplay } from './rebuild-command.js';
import { expectSurvivors, processesOf } from './survivors.js';
import { expectWhole } from './whole/expect-whole.js';

describe('PostgreSQL, killed in the middle of the work', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    world = await CrashWorld.start();
  });
  afterAll(() => world.close());

  it.each([1, 2])('server and backends at once, loses nothing that was answered (%i)', async () => {
    const before = processesOf(world);
    const repetitions = world.requests.repetitions;
    const load = new MixedLoad(world);
    const loading = load.run();
    await moreEvents(world, 8);
    await killPostgres(world);
    await world.instance.restartPostgres();
    // And again, while everybody is still busy with what the first time left behind.
    await moreEvents(world, 2);
    await killPostgres(world);
    await world.instance.restartPostgres();
    await loading;
    expect(world.requests.repetitions).toBeGreaterThan(repetitions);
    await expectWhole(world, load.customers);
    await expectSurvivors(world, before);
  });

  it.each(['ledger', 'billing', 'processing-metering', 'embedded log', 'event-store'])(
    'a single backend of "%s", takes all connections along and loses nothing',
    async (application) => {
      const before = processesOf(world);
      const load = new MixedLoad(world);
      const loading = load.run();
      await moreEvents(world, 5);
      const [backend] = await backendsOf(world, application);
      if (backend === undefined) throw new Error(`${application} has no connection`);
      signalIfThere(backend.pid, 'SIGKILL');
      await loading;
      await expectWhole(world, load.customers);
      await expectSurvivors(world, before);
    },
  );

  it('leaves views that equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
