import type { SqlSession } from '@credit-ledger/messaging';
import type { OrganisationId } from '@credit-ledger/kernel';
import type { PhotoEvent } from '../credit-account/domain/credit-account.events.js';
import { dayOf, type Day } from '../monthly-usage/zoned-day.js';
import type { AccountRecord } from '../projections/account-record.js';
import { storableText } from '../projections/storable-text.js';
import type { TransactionChange } from '../transaction/transaction.projection.js';

/** What usage counts under: the day of its own time zone, its type, and its photo event. */
export type UsagePlace = {
  readonly organisationId: OrganisationId;
  readonly day: Day;
  readonly usageType: string;
  readonly photoEvent: PhotoEvent;
};

/** What events add to a day: each charge counts on its own day, a run on that of its first charge. Months are sums of days. */
export type DailyUsageChange = Omit<UsagePlace, 'photoEvent'> & {
  readonly photoEventId: number;
  /** As it was called last. */
  photoEventName: string;
  /** Bounded only where it is answered: a sum out of range must not stop the views of everybody. */
  creditsUsed: bigint;
  usageTransactions: number;
};

/** By organisation, day, usage type and photo event. */
export type DailyUsageChanges = Map<string, DailyUsageChange>;

/** Adds the credits of the charges among the events. */
export function foldDailyUsage(changes: DailyUsageChanges, records: readonly AccountRecord[]): void {
  for (const { organisationId, event } of records) {
    if (event.type !== 'UsageCharged') continue;
    const { chargedAt, timeZone, photoEvent, usageType, runUsageType } = event.data;
    const day = dayOf(chargedAt, timeZone);
    // The run itself counts under its own type, of which this charge may be an option. Named in the order of events, so that the
    // name does not depend on where changes are applied in between.
    if (runUsageType !== usageType) namedRow(changes, { organisationId, day, usageType: runUsageType, photoEvent });
    namedRow(changes, { organisationId, day, usageType, photoEvent }).creditsUsed += event.data.credits;
  }
}

/** Counts the transactions that the events opened; which ones they did is known once those are applied. */
export function countOpenedTransactions(changes: DailyUsageChanges, opened: readonly TransactionChange[]): void {
  for (const { usage } of opened) {
    if (usage !== undefined) rowOf(changes, usage).usageTransactions += 1;
  }
}

function namedRow(changes: DailyUsageChanges, place: UsagePlace): DailyUsageChange {
  const row = rowOf(changes, place);
  row.photoEventName = storableText(place.photoEvent.name);
  return row;
}

function rowOf(changes: DailyUsageChanges, place: UsagePlace): DailyUsageChange {
  const { organisationId, day, photoEvent } = place;
  const usageType = storableText(place.usageType);
  const key = `${organisationId}/${day}/${photoEvent.id}/${usageType}`;
  let row = changes.get(key);
  if (row === undefined) {
    const photoEventName = storableText(photoEvent.name);
    row = {
      organisationId,
      day,
      usageType,
      photoEventId: photoEvent.id,
      photoEventName,
      creditsUsed: 0n,
      usageTransactions: 0,
    };
    changes.set(key, row);
  }
  return row;
}

const UPSERT = `
  insert into daily_usage as d
    (generation, organisation_id, day, usage_type, photo_event_id, photo_event_name, credits_used, usage_transactions)
  select $1, change.*
    from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bigint[], $8::bigint[]) as change
  on conflict (generation, organisation_id, day, usage_type, photo_event_id) do update set
    photo_event_name = excluded.photo_event_name,
    credits_used = d.credits_used + excluded.credits_used,
    usage_transactions = d.usage_transactions + excluded.usage_transactions`;

/** Adds the changes to the rows of a generation. */
export async function applyDailyUsage(
  session: SqlSession,
  generation: number,
  changes: readonly DailyUsageChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await session.query(UPSERT, [
    generation,
    changes.map((change) => change.organisationId),
    changes.map((change) => change.day),
    changes.map((change) => change.usageType),
    changes.map((change) => change.photoEventId),
    changes.map((change) => change.photoEventName),
    changes.map((change) => change.creditsUsed),
    changes.map((change) => change.usageTransactions),
  ]);
}
