import type { SqlSession } from '@credit-ledger/messaging';
import { addCredits, NO_CREDITS, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import type { AccountRecord } from '../projections/account-record.js';
import type { TransactionChange } from '../transaction/transaction.projection.js';
import { monthOf, type Month } from './zoned-month.js';

/** What a batch of events adds to a month: each charge counts in its own month, a run in that of its first charge. */
export type MonthlyUsageChange = {
  readonly organisationId: OrganisationId;
  readonly month: Month;
  creditsUsed: Credits;
  usageTransactions: number;
};

/** @param opened the transactions that these events opened. */
export function foldMonthlyUsage(
  records: readonly AccountRecord[],
  opened: readonly TransactionChange[],
): readonly MonthlyUsageChange[] {
  const changes = new Map<string, MonthlyUsageChange>();
  const changeOf = (organisationId: OrganisationId, month: Month): MonthlyUsageChange => {
    const key = `${organisationId}/${month}`;
    const change = changes.get(key) ?? { organisationId, month, creditsUsed: NO_CREDITS, usageTransactions: 0 };
    changes.set(key, change);
    return change;
  };
  for (const { organisationId, event } of records) {
    if (event.type !== 'UsageCharged') continue;
    const change = changeOf(organisationId, monthOf(event.data.chargedAt, event.data.timeZone));
    change.creditsUsed = addCredits(change.creditsUsed, event.data.credits);
  }
  for (const { organisationId, month } of opened) {
    if (month !== undefined) changeOf(organisationId, month).usageTransactions += 1;
  }
  return [...changes.values()];
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
