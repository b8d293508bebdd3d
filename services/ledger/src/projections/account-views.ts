import type { SqlSession } from '@credit-ledger/messaging';
import { applyBalances, foldBalances } from '../balance/balance.projection.js';
import { applyMonthlyUsage, foldMonthlyUsage } from '../monthly-usage/monthly-usage.projection.js';
import { applyTransactions, foldTransactions } from '../transaction/transaction.projection.js';
import type { AccountRecord } from './account-record.js';

/**
 * Applies a batch of events to the balances, months and transactions of one generation. Deterministic, and the same for
 * the live views and for a rebuild; the caller holds the checkpoint and moves it in the same transaction.
 */
export async function applyToAccountViews(
  session: SqlSession,
  generation: number,
  records: readonly AccountRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await applyBalances(session, generation, foldBalances(records));
  const opened = await applyTransactions(session, generation, foldTransactions(records));
  await applyMonthlyUsage(session, generation, foldMonthlyUsage(records, opened));
}
