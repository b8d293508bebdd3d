import { eventually } from '@credit-ledger/testing';
import type { CrashWorld } from './crash-world.js';

/** Waits until so many events have been stored from now on: then the load is in the middle of its work. */
export async function moreEvents(world: CrashWorld, count: number): Promise<void> {
  const before = await events(world);
  await eventually(async () => (await events(world)) >= before + count, { withinMs: 60_000, everyMs: 5 });
}

async function events(world: CrashWorld): Promise<number> {
  const [log] = await world.rows<{ count: number }>('select count(*)::int as count from event_store.events');
  return log?.count ?? 0;
}
