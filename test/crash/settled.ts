import { eventually } from '@credit-ledger/testing';
import type { CrashWorld } from './crash-world.js';

/** What is still on its way, all seen in one snapshot: when there is nothing, nothing can come of it either. */
type OnItsWay = {
  readonly unsent: number;
  readonly unread: number;
  readonly untold: number;
  readonly pending: number;
  readonly deferred: number;
  readonly webhooks: number;
};

const ON_ITS_WAY = `
  select
    (select count(*) from billing.outbox)::int + (select count(*) from metering.outbox)::int as unsent,
    (select count(*) from metering.pending_usage join metering.organisations using (organisation_id)
      where refused_code is null)::int as pending,
    (select count(*) from metering.deferred_usage)::int as deferred,
    (select count(*) from billing.sandbox_webhooks where delivered_at is null)::int as webhooks,
    (select count(*) from ledger.checkpoints c, event_store.log_head h
      where coalesce(nullif(c.position, '')::numeric, 0) <> h.position)::int
      + (select count(*) from ledger.untold_balances)::int as untold,
    (select count(*)
       from broker.partition_heads h
       join broker.leases l using (topic, partition)
       left join (select * from billing.consumer_offsets union all select * from ledger.consumer_offsets
                  union all select * from metering.consumer_offsets union all select * from invoicing.consumer_offsets) o
         using (group_name, topic, partition)
      where h.next_offset > coalesce(o.next_offset, 0))::int as unread`;

/** Waits until every outbox is empty, every message is read, every event is told and every webhook delivered. */
export async function settled(world: CrashWorld): Promise<void> {
  await eventually(
    async () => {
      const [found] = await world.rows<OnItsWay>(ON_ITS_WAY);
      if (found === undefined || Object.values(found).some((count) => count > 0)) {
        throw new Error(`still on its way: ${JSON.stringify(found)}`);
      }
    },
    { withinMs: 60_000 },
  );
}
