import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SERVICES } from '@credit-ledger/standalone';
import { eventually } from '@credit-ledger/testing';
import { CrashWorld } from './crash-world.js';
import { MixedLoad } from './mixed-load.js';
import { differencesFromReplay } from './rebuild-command.js';
import { expectWhole } from './whole/expect-whole.js';

type Backend = { readonly pid: number };

describe('PostgreSQL, killed in the middle of the work', () => {
  let world: CrashWorld;
  beforeAll(async () => {
    world = await CrashWorld.start();
  });
  afterAll(() => world.close());

  const events = async (): Promise<number> => {
    const [log] = await world.rows<{ count: number }>('select count(*)::int as count from event_store.events');
    return log?.count ?? 0;
  };
  const moreEvents = async (count: number): Promise<void> => {
    const before = await events();
    await eventually(async () => (await events()) >= before + count, { withinMs: 60_000, everyMs: 5 });
  };
  const backends = (application: string): Promise<Backend[]> =>
    world.rows<Backend>('select pid from pg_stat_activity where pid <> pg_backend_pid() and application_name like $1', [
      application,
    ]);
  const processes = (): number[] => SERVICES.map((service) => world.instance.process(service).pid);

  /** The postmaster and every backend at once: nobody is left to write a last page. */
  const killEverything = async (): Promise<void> => {
    const all = await backends('%');
    const down = world.instance.killPostgres();
    for (const { pid } of all) endIfThere(pid);
    await down;
  };

  /** Fails when a service ended meanwhile: it has to recover by itself, not by being started again. */
  const expectSurvivors = async (before: readonly number[]): Promise<void> => {
    expect(processes()).toEqual(before);
    for (const service of SERVICES) {
      const { exited } = world.instance.process(service);
      expect([service, await Promise.race([exited, Promise.resolve('running')])]).toEqual([service, 'running']);
    }
  };

  it.each([1, 2])('server and backends at once, loses nothing that was answered (%i)', async () => {
    const before = processes();
    const repetitions = world.requests.repetitions;
    const load = new MixedLoad(world);
    const loading = load.run();
    await moreEvents(8);
    await killEverything();
    await world.instance.restartPostgres();
    // And again, while everybody is still busy with what the first time left behind.
    await moreEvents(2);
    await killEverything();
    await world.instance.restartPostgres();
    await loading;
    expect(world.requests.repetitions).toBeGreaterThan(repetitions);
    await expectWhole(world, load.customers);
    await expectSurvivors(before);
  });

  it.each(['ledger', 'billing', 'processing-metering', 'embedded log', 'event-store'])(
    'a single backend of "%s", takes all connections along and loses nothing',
    async (application) => {
      const before = processes();
      const load = new MixedLoad(world);
      const loading = load.run();
      await moreEvents(5);
      const [backend] = await backends(application);
      if (backend === undefined) throw new Error(`${application} has no connection`);
      endIfThere(backend.pid);
      await loading;
      await expectWhole(world, load.customers);
      await expectSurvivors(before);
    },
  );

  it('leaves views that equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});

function endIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended between being listed and now.
  }
}
