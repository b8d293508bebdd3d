import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storedRecords, TOPICS } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import { CrashWorld } from '../crash/crash-world.js';
import { Customer } from '../crash/customer.js';
import { killPostgres } from '../crash/postgres-processes.js';
import { settled } from '../crash/settled.js';

const CASE_MS = 170_000;

let world: CrashWorld;
beforeAll(async () => {
  world = await CrashWorld.start();
});
afterAll(() => world.close());

// PostgreSQL opens only what belongs to its own account.
const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to]);

/** All of PostgreSQL, as it is when it has just been killed, put elsewhere or back. */
async function whileDown(work: (databaseDir: string) => Promise<void>): Promise<void> {
  await killPostgres(world);
  await work(join(world.dataDir, 'postgres'));
  await world.instance.restartPostgres();
}

describe('PostgreSQL that goes back under running services, as a promoted replica does that lacked the last seconds', () => {
  it(
    'is noticed before anything is sent under a number that was given out already',
    async () => {
      const replica = join(world.dataDir, 'replica');
      const customer = new Customer(world, 'robbed');
      await customer.register();
      await customer.buy(1_000);
      await settled(world);
      await whileDown(async (databaseDir) => void (await copy(databaseDir, replica)));
      await customer.buy(1_000);
      await settled(world);
      await whileDown(async (databaseDir) => {
        await rm(databaseDir, { recursive: true });
        await copy(replica, databaseDir);
      });

      const heard = await storedRecords(world.messaging, TOPICS.billing);
      await customer.buy(2_000);
      await eventually(async () => expect(await world.log('billing')).toMatch(/LogAheadError.*never gave out/), {
        withinMs: 60_000,
      });
      // What was bought waits, and nobody has heard of it under the number of the purchase that was lost.
      expect(await storedRecords(world.messaging, TOPICS.billing)).toEqual(heard);
      expect(await world.rows('select from billing.outbox')).not.toEqual([]);
      const { exited } = world.instance.process('billing');
      expect(await Promise.race([exited, Promise.resolve('runs')])).toBe('runs');
    },
    CASE_MS,
  );
});
