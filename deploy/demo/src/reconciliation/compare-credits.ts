import { sum, type AccountHistory } from './account-history.js';
import type { Differences } from './differences.js';
import type { ToldFigures, ToldTransaction } from './told-figures.js';

/** Balance, months and the transaction list against the events of the account. */
export function compareCredits(differences: Differences, told: ToldFigures, history: AccountHistory): void {
  compareBalance(differences, told, history);
  compareMonths(differences, told, history);
  compareUsageRows(differences, told, history);
  comparePurchaseHistory(differences, told, history);
  compareAdjustments(differences, told, history);
}

function compareBalance(
  differences: Differences,
  { balance, transactions }: ToldFigures,
  history: AccountHistory,
): void {
  const { lots, debt } = history;
  differences.compare('balance = additions − charges − removals', balance.balance, history.balance);
  differences.compare('balance = what is left in all lots − debt', balance.balance, lots.remaining - debt);
  differences.compare('balance = sum of the transaction list', balance.balance, total(transactions));
  differences.compare('held credits', balance.held, lots.pinned);
  differences.compare('available = balance − held', balance.available, history.balance - lots.pinned);
  differences.compare('events of the account', balance.version, history.events);
  for (const problem of history.problems) differences.compare('stored events', 'sound', problem);
}

function compareMonths(differences: Differences, { months }: ToldFigures, { charges }: AccountHistory): void {
  const credits = new Map<string, bigint>();
  const firstMonthOfRun = new Map<string, string>();
  for (const charge of charges.values()) {
    credits.set(charge.month, (credits.get(charge.month) ?? 0n) + charge.credits);
    if (!firstMonthOfRun.has(charge.runId)) firstMonthOfRun.set(charge.runId, charge.month);
  }
  const runsIn = (month: string) => [...firstMonthOfRun.values()].filter((first) => first === month).length;
  for (const { month, creditsUsed, usageTransactions } of months) {
    differences.compare(`credits used in ${month}`, creditsUsed, credits.get(month) ?? 0n);
    differences.compare(`usage transactions in ${month}`, usageTransactions, runsIn(month));
  }
  const shown = new Set(months.map(({ month }) => month));
  for (const month of credits.keys()) differences.compare(`month ${month} is shown`, shown.has(month), true);
}

function compareUsageRows(differences: Differences, { transactions }: ToldFigures, { charges }: AccountHistory): void {
  const rows = rowsById(transactions.filter(isUsage));
  const charged = new Map<string, bigint>();
  for (const { runId, credits } of charges.values()) charged.set(runId, (charged.get(runId) ?? 0n) + credits);
  differences.compare('usage rows', rows.size, charged.size);
  for (const [runId, credits] of charged) {
    differences.compare(`credits of run ${runId}`, rows.get(`usage-${runId}`)?.credits ?? 'no row', -credits);
  }
}

function comparePurchaseHistory(
  differences: Differences,
  told: ToldFigures,
  { additions, refunds }: AccountHistory,
): void {
  const rows = rowsById(told.transactions.filter((row) => !isUsage(row) && !isAdjustment(row)));
  differences.compare('rows of the purchase history', rows.size, additions.size + refunds.size);
  for (const { additionId, source, credits } of additions.values()) {
    differences.compare(`addition ${additionId}`, textOf(rows.get(`addition-${additionId}`)), `${source} ${credits}`);
  }
  for (const { refundId, credits } of refunds.values()) {
    differences.compare(`refund ${refundId}`, textOf(rows.get(`refund-${refundId}`)), `REFUND ${credits}`);
  }
  const bought = [...additions.values()].filter(({ source }) => source === 'PURCHASE');
  differences.compare('completed orders', told.purchases.length, bought.length);
  for (const { paymentId, credits } of told.purchases) {
    const added = bought.filter((addition) => addition.paymentId === paymentId);
    differences.compare(`credits of payment ${paymentId}`, credits, sum(added.map((addition) => addition.credits)));
  }
}

function compareAdjustments(
  differences: Differences,
  { transactions }: ToldFigures,
  { reversals }: AccountHistory,
): void {
  const rows = rowsById(transactions.filter(isAdjustment));
  differences.compare('adjustments', rows.size, reversals.size);
  for (const { reversalId, credits } of reversals.values()) {
    differences.compare(
      `reversal ${reversalId}`,
      textOf(rows.get(`adjustment-${reversalId}`)),
      `ADJUSTMENT ${-credits}`,
    );
  }
}

const rowsById = (rows: readonly ToldTransaction[]): ReadonlyMap<string, ToldTransaction> =>
  new Map(rows.map((row) => [row.transactionId, row]));
const textOf = (row: ToldTransaction | undefined): string => (row ? `${row.type} ${row.credits}` : 'no row');
const isAdjustment = ({ type }: { readonly type: string }): boolean => type === 'ADJUSTMENT';
const isUsage = ({ type }: { readonly type: string }): boolean => type === 'USAGE';
const total = (rows: readonly { readonly credits: number }[]): bigint =>
  sum(rows.map(({ credits }) => BigInt(credits)));
