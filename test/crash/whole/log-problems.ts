import type { CrashWorld } from '../crash-world.js';
import { unequal } from './unequal.js';

type Log = { readonly events: string; readonly last: string; readonly head: string; readonly letters: string };

const LOG = `
  select (select count(*) from event_store.events) as events,
         (select coalesce(max(position), 0) from event_store.events) as last,
         (select position from event_store.log_head) as head,
         (select count(*) from (select status from billing.dead_letters union all select status from ledger.dead_letters
            union all select status from metering.dead_letters union all select status from invoicing.dead_letters) l
           where status in ('dead', 'parked')) as letters`;

/** Positions are as many as events, without a gap, and no message was given up because something crashed. */
export async function logProblems(world: CrashWorld): Promise<readonly string[]> {
  const [log] = await world.rows<Log>(LOG);
  return [
    ...unequal('last position = number of events', log?.last, log?.events),
    ...unequal('head of the log = last position', log?.head, log?.last),
    ...unequal('dead letters', log?.letters, '0'),
  ];
}
