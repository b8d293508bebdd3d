import type { SqlSession } from '@credit-ledger/messaging';
import { applyBalances, foldBalances, type BalanceChanges } from '../balance/balance.projection.js';
import { applyLotMovements, foldLotMovements, type LotMovements } from '../transaction/lot-movements.projection.js';
import { applyTransactions, foldTransactions, type TransactionChanges } from '../transaction/transaction.projection.js';
import {
  applyDailyUsage,
  countOpenedTransactions,
  foldDailyUsage,
  type DailyUsageChanges,
} from '../usage-breakdown/daily-usage.projection.js';
import type { AccountRecord } from './account-record.js';

/**
 * What events change in the rows of balances, days, transactions and lots: fold as many as there is memory for, then apply.
 * Deterministic, wherever it is applied in between, and the same for the live views and for a rebuild.
 */
export class AccountViewChanges {
  private readonly balances: BalanceChanges = new Map();
  private readonly transactions: TransactionChanges = new Map();
  private readonly days: DailyUsageChanges = new Map();
  private readonly lots: LotMovements = new Map();

  /** How many rows would change: the measure of the memory it takes. */
  get rows(): number {
    return this.balances.size + this.transactions.size + this.days.size + this.lots.size;
  }

  /** Takes in events, in the order of their positions. */
  fold(records: readonly AccountRecord[]): void {
    foldBalances(this.balances, records);
    foldTransactions(this.transactions, records);
    foldDailyUsage(this.days, records);
    foldLotMovements(this.lots, records);
  }

  /** Adds the changes to the rows of a generation and begins afresh. The caller sees to it that it happens once. */
  async applyTo(session: SqlSession, generation: number): Promise<void> {
    if (this.rows === 0) return;
    await applyBalances(session, generation, [...this.balances.values()]);
    const opened = await applyTransactions(session, generation, [...this.transactions.values()]);
    countOpenedTransactions(this.days, opened);
    await applyDailyUsage(session, generation, [...this.days.values()]);
    await applyLotMovements(session, generation, [...this.lots.values()]);
    for (const changes of [this.balances, this.transactions, this.days, this.lots]) changes.clear();
  }
}

/** Applies a batch of events; the caller holds the checkpoint and moves it in the same transaction. */
export async function applyToAccountViews(
  session: SqlSession,
  generation: number,
  records: readonly AccountRecord[],
): Promise<void> {
  const changes = new AccountViewChanges();
  changes.fold(records);
  await changes.applyTo(session, generation);
}
