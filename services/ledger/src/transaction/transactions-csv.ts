import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { toJsonInteger } from '@credit-ledger/kernel';
import type { TransactionPage, TransactionView } from './transaction-rows.js';

export const CSV_COLUMNS = [
  ...['transactionId', 'type', 'credits', 'overrun', 'occurredAt', 'actor', 'usageType', 'photoEventId'],
  ...['photoEventName', 'runId', 'paymentId', 'orderId', 'gateway', 'unitPrice', 'currency', 'reason'],
];

/**
 * Writes the page and all that follow it as CSV, and ends the output. The next page is read when the output has taken the one
 * before, so that memory does not grow with the list; nothing more is read once the output is closed.
 * @throws when the output closed too early, or a page could not be read.
 */
export async function writeCsv(
  first: TransactionPage,
  readNext: (before: NonNullable<TransactionPage['next']>) => Promise<TransactionPage>,
  output: Writable,
): Promise<void> {
  await pipeline(records(first, readNext), stringify({ header: true, columns: CSV_COLUMNS }), output);
}

async function* records(first: TransactionPage, readNext: Parameters<typeof writeCsv>[1]) {
  for (let page = first; ;) {
    for (const view of page.items) yield toRecord(view);
    if (page.next === undefined) return;
    page = await readNext(page.next);
  }
}

function toRecord({ details, credits, overrun, ...view }: TransactionView): Record<string, string | number> {
  const texts = { ...details, ...view };
  const record: Record<string, string | number> = {};
  for (const column of CSV_COLUMNS) {
    const value: unknown = texts[column as keyof typeof texts];
    if (typeof value === 'number') record[column] = value;
    else if (typeof value === 'string') record[column] = harmless(value);
  }
  return { ...record, credits: toJsonInteger(credits), overrun: String(overrun) };
}

// A spreadsheet would take a text that begins so for a formula, and whoever names a photo event is not who opens the file.
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
