import { TOPICS } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import type { CrashWorld } from './crash-world.js';
import type { LogEnd } from './watched-log.js';

/** What is still on its way, all seen in one snapshot: when there is nothing, nothing can come of it either. */
type OnItsWay = {
  readonly unsent: number;
  readonly untold: number;
  readonly pending: number;
  readonly deferred: number;
  readonly webhooks: number;
};

/** How far a group has read, in the same snapshot. */
type Standing = { readonly reader: string; readonly topic: string; readonly partition: number; readonly next: string };

const ON_ITS_WAY = `
  select json_build_object(
    'unsent', (select count(*) from billing.outbox)::int + (select count(*) from metering.outbox)::int,
    'pending', (select count(*) from metering.pending_usage join metering.organisations using (organisation_id)
      where refused_code is null)::int,
    'deferred', (select count(*) from metering.deferred_usage)::int,
    'webhooks', (select count(*) from billing.sandbox_webhooks where delivered_at is null)::int,
    'untold', (select count(*) from ledger.checkpoints c, event_store.log_head h
      where coalesce(nullif(c.position, '')::numeric, 0) <> h.position)::int
      + (select count(*) from ledger.untold_balances)::int) as counts,
    (select coalesce(json_agg(json_build_object('reader', split_part(group_name, '@', 1),
        'topic', topic, 'partition', partition, 'next', next_offset::text)), '[]')
       from (select * from billing.consumer_offsets union all select * from ledger.consumer_offsets
             union all select * from metering.consumer_offsets union all select * from invoicing.consumer_offsets) o
    ) as standings`;

/** Who reads what, as docs/architecture.md has it. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  [TOPICS.usage]: ['metering'],
  [TOPICS.metering]: ['ledger'],
  [TOPICS.ledger]: ['billing', 'metering'],
  [TOPICS.billing]: ['ledger', 'metering', 'invoicing'],
};

/** Waits until every outbox is empty, every message is read, every event is told and every webhook delivered. */
export async function settled(world: CrashWorld): Promise<void> {
  await eventually(
    async () => {
      const [found] = await world.rows<{ counts: OnItsWay; standings: readonly Standing[] }>(ON_ITS_WAY);
      if (found === undefined) throw new Error('one row is answered');
      // Asked for afterwards: a log that ends where everybody already stood has nothing for anybody.
      const unread = unreadBy(found.standings, await world.watchedLog.ends());
      if (unread.length > 0 || Object.values(found.counts).some((count) => count > 0)) {
        throw new Error(`still on its way: ${JSON.stringify({ ...found.counts, unread })}`);
      }
    },
    { withinMs: 60_000 },
  );
}

function unreadBy(standings: readonly Standing[], ends: readonly LogEnd[]): readonly string[] {
  const keyOf = (reader: string, topic: string, partition: number) => `${reader} of ${topic}/${partition}`;
  const next = new Map(standings.map((one) => [keyOf(one.reader, one.topic, one.partition), BigInt(one.next)]));
  return ends.flatMap(({ topic, partition, end }) => {
    const readers = (READERS[topic] ?? []).map((reader) => keyOf(reader, topic, partition));
    return readers.filter((key) => next.get(key) !== end);
  });
}
