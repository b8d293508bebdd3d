import { expect } from '@jest/globals';
import { serviceCommand } from '../crash/service-command.js';
import type { CrashWorld } from '../crash/crash-world.js';
import type { Customer } from '../crash/customer.js';

export type Letter = {
  readonly id: string;
  readonly status: string;
  readonly topic: string;
  readonly attempts: number;
};

/** What the ledger has set aside of a customer's messages and nobody has resolved, oldest first. */
export const lettersOf = (world: CrashWorld, { organisationId }: Customer): Promise<readonly Letter[]> =>
  world.rows<Letter>(
    `select id::text, status, topic, attempts from ledger.dead_letters
      where organisation_id = $1 and status in ('dead', 'parked') order by dead_letters.id`,
    [organisationId],
  );

export async function letterCommand(world: CrashWorld, args: readonly string[]): Promise<void> {
  expect(await serviceCommand(world, 'ledger', ['letters', ...args])).toMatchObject({ code: 0 });
}
