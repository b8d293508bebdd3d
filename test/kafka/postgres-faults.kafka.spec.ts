import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit-ledger/testing';
import { CrashWorld } from '../crash/crash-world.js';
import { MixedLoad } from '../crash/mixed-load.js';
import { moreEvents } from '../crash/more-events.js';
import { FrozenPostgres, killPostgres } from '../crash/postgres-processes.js';
import { differencesFromReplay } from '../crash/rebuild-command.js';
import { expectSurvivors, processesOf } from '../crash/survivors.js';
import { expectWhole } from '../crash/whole/expect-whole.js';

// Whatever a case waits for is given up before, by a line that names it.
const CASE_MS = 170_000;

// Longer than a member's session (6 s) and a rebalance (12 s) at the broker, a statement and an open transaction at PostgreSQL
// (10 s), and the patience of a request. These times themselves are what is tried: nothing tells when they have passed.
const FROZEN_MS = 20_000;
// Longer than an append is tried (4 s): the batch that it belongs to fails, and has to be handled again.
const GONE_MS = 7_000;

/** Messages and their effects are on two machines here, and the one with the effects and the offsets fails. */
let world: CrashWorld;
beforeAll(async () => {
  world = await CrashWorld.start();
});
afterAll(() => world.close());

describe('PostgreSQL, while messages wait on Kafka', () => {
  it.each<[string, () => Promise<void>]>([
    [
      'frozen beyond all sessions',
      async () => {
        const frozen = await FrozenPostgres.freeze(world);
        await delay(FROZEN_MS);
        frozen.thaw();
      },
    ],
    [
      'frozen beyond all sessions, killed, and long not started again',
      async () => {
        const frozen = await FrozenPostgres.freeze(world);
        await delay(FROZEN_MS);
        await frozen.kill();
        await delay(GONE_MS);
        await world.instance.restartPostgres();
      },
    ],
    [
      'killed twice, and started again',
      async () => {
        await killPostgres(world);
        await world.instance.restartPostgres();
        // Again, while everybody is still busy with what the first time left behind.
        await moreEvents(world, 2);
        await killPostgres(world);
        await world.instance.restartPostgres();
      },
    ],
  ])(
    '%s, loses nothing that was answered and applies nothing twice, and no service ends',
    async (_, fail) => {
      const before = processesOf(world);
      const repetitions = world.requests.repetitions;
      const load = new MixedLoad(world);
      const loading = load.run();
      await moreEvents(world, 8);
      await whileTheLedgerAppends(fail);
      await loading;
      expect(world.requests.repetitions).toBeGreaterThan(repetitions);
      await expectWhole(world, load.customers);
      await expectSurvivors(world, before);
    },
    CASE_MS,
  );

  /** Not beside the work but in its middle: a batch has been taken, and what it leads to is not stored. */
  async function whileTheLedgerAppends(fail: () => Promise<void>): Promise<void> {
    const holder = await world.admin.connect();
    // It goes down with the server.
    holder.on('error', () => undefined);
    try {
      await holder.query('begin; select from event_store.log_head for update');
      await eventually(async () => (await world.rows(WAITING_APPENDS)).length > 0, { withinMs: 60_000 });
      await fail();
    } finally {
      holder.release(true);
    }
  }

  const WAITING_APPENDS =
    "select from pg_stat_activity where usename = 'event_store' and wait_event_type = 'Lock' and state = 'active'";

  it('leaves views that equal a replay of all events', async () => {
    expect(await differencesFromReplay(world)).toEqual([]);
  });
});
