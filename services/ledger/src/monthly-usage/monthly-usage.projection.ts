import type { SqlSession } from '@credit-ledger/messaging';
import type { OrganisationId } from '@credit-ledger/kernel';
import type { AccountRecord } from '../projections/account-record.js';
import type { TransactionChange } from '../transaction/transaction.projection.js';
import { monthOf, type Month } from './zoned-month.js';

/** What events add to a month: each charge counts in its own month, a run in that of its first charge. */
export type MonthlyUsageChange = {
  readonly organisationId: OrganisationId;
  readonly month: Month;
  /** Bounded only where it is answered: a sum out of range must not stop the views of everybody. */
  creditsUsed: bigint;
  usageTransactions: number;
};

/** By organisation and month. */
export type MonthlyUsageChanges = Map<string, MonthlyUsageChange>;

/** Adds the credits of the charges among the events. */
export function foldMonthlyUsage(changes: MonthlyUsageChanges, records: readonly AccountRecord[]): void {
  for (const { organisationId, event } of records) {
    if (event.type !== 'UsageCharged') continue;
    const change = changeOf(changes, organisationId, monthOf(event.data.chargedAt, event.data.timeZone));
    change.creditsUsed += event.data.credits;
  }
}

/** Counts the transactions that the events opened; which ones they did is known once those are applied. */
export function countOpenedTransactions(changes: MonthlyUsageChanges, opened: readonly TransactionChange[]): void {
  for (const { organisationId, month } of opened) {
    if (month !== undefined) changeOf(changes, organisationId, month).usageTransactions += 1;
  }
}

function changeOf(changes: MonthlyUsageChanges, organisationId: OrganisationId, month: Month): MonthlyUsageChange {
  const key = `${organisationId}/${month}`;
  let change = changes.get(key);
  if (change === undefined) {
    change = { organisationId, month, creditsUsed: 0n, usageTransactions: 0 };
    changes.set(key, change);
  }
  return change;
}

const UPSERT = `
  insert into monthly_usage as m (generation, organisation_id, month, credits_used, usage_transactions)
  select $1, organisation_id, month, credits_used, usage_transactions
    from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[])
      as change (organisation_id, month, credits_used, usage_transactions)
  on conflict (generation, organisation_id, month) do update set
    credits_used = m.credits_used + excluded.credits_used,
    usage_transactions = m.usage_transactions + excluded.usage_transactions`;

/** Adds the changes to the rows of a generation. */
export async function applyMonthlyUsage(
  session: SqlSession,
  generation: number,
  changes: readonly MonthlyUsageChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await session.query(UPSERT, [
    generation,
    changes.map((change) => change.organisationId),
    changes.map((change) => change.month),
    changes.map((change) => change.creditsUsed),
    changes.map((change) => change.usageTransactions),
  ]);
}
