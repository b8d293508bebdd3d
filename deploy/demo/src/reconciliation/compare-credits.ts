import { sum, type AccountHistory } from './account-history.js';
import type { Differences } from './differences.js';
import type { ToldFigures } from './told-figures.js';

/** Balance, months and the transaction list against the events of the account. */
export function compareCredits(differences: Differences, told: ToldFigures, history: AccountHistory): void {
  compareBalance(differences, told, history);
  compareMonths(differences, told, history);
  compareUsageRows(differences, told, history);
  comparePurchaseHistory(differences, told, history);
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
  const rows = new Map(transactions.filter(isUsage).map((row) => [row.transactionId, row]));
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
  const rows = new Map(told.transactions.filter((row) => !isUsage(row)).map((row) => [row.transactionId, row]));
  const rowOf = (transactionId: string): string => {
    const row = rows.get(transactionId);
    return row ? `${row.type} ${row.credits}` : 'no row';
  };
  differences.compare('rows of the purchase history', rows.size, additions.size + refunds.size);
  for (const { additionId, source, credits } of additions.values()) {
    differences.compare(`addition ${additionId}`, rowOf(`addition-${additionId}`), `${source} ${credits}`);
  }
  for (const { refundId, credits } of refunds.values()) {
    differences.compare(`refund ${refundId}`, rowOf(`refund-${refundId}`), `REFUND ${credits}`);
  }
  const bought = [...additions.values()].filter(({ source }) => source === 'PURCHASE');
  differences.compare('completed orders', told.purchases.length, bought.length);
  for (const { paymentId, credits } of told.purchases) {
    const added = bought.filter((addition) => addition.paymentId === paymentId);
    differences.compare(`credits of payment ${paymentId}`, credits, sum(added.map((addition) => addition.credits)));
  }
}

const isUsage = ({ type }: { readonly type: string }): boolean => type === 'USAGE';
const total = (rows: readonly { readonly credits: number }[]): bigint =>
  sum(rows.map(({ credits }) => BigInt(credits)));
