import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import type { Credits, Instant, OrganisationId } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import type { TransactionPage, TransactionView } from './transaction-rows.js';
import { writeCsv } from './transactions-csv.js';

const view = (id: string, more: Partial<TransactionView> = {}): TransactionView => ({
  organisationId: 'acme' as OrganisationId,
  transactionId: id,
  type: 'USAGE',
  credits: -5n as Credits,
  overrun: false,
  occurredAt: '2026-11-21T09:30:00.000Z' as Instant,
  actor: 'system',
  details: {},
  ...more,
});
const page = (items: readonly TransactionView[], next?: string): TransactionPage => ({
  items,
  next: next as Position | undefined,
});
const none = () => Promise.reject(new Error('no page was to be read'));

const written = async (...args: [TransactionPage, typeof none | ((before: Position) => Promise<TransactionPage>)]) => {
  const output = new PassThrough();
  const [csv] = await Promise.all([text(output), writeCsv(...args, output)]);
  return csv.trimEnd().split('\n');
};

describe('transactions as CSV', () => {
  test('have a header, and a line for every row of every page', async () => {
    const lines = await written(page([view('usage-1')], '7'), (before) =>
      Promise.resolve(page([view(`behind-${before}`, { credits: 3n as Credits })])),
    );
    expect(lines[0]).toMatch(/^transactionId,type,credits,overrun,occurredAt,actor,/);
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 4))).toEqual([
      ['usage-1', 'USAGE', '-5', 'false'],
      ['behind-7', 'USAGE', '3', 'false'],
    ]);
  });

  test('keep commas, quotes and line breaks within their field', async () => {
    const [, line] = await written(page([view('a', { details: { photoEventName: 'Run, "Berlin"' } })]), none);
    expect(line).toContain('"Run, ""Berlin"""');
  });

  test.each(['=HYPERLINK("x")', '+1', '-1', '@sum'])(
    'let no spreadsheet take the name %p for a formula',
    async (name) => {
      const [, line] = await written(page([view('a', { details: { photoEventName: name } })]), none);
      expect(line).toContain(`'${name[0]}`);
    },
  );

  test('are not read any further when nobody takes them', async () => {
    let pages = 0;
    const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) });
    const many = Array.from({ length: 1_000 }, (_, index) => view(`usage-${index}`));
    const endless = () => Promise.resolve(page(many, String((pages += 1))));
    await expect(writeCsv(page(many, '0'), endless, gone)).rejects.toThrow('gone');
    expect(pages).toBeLessThan(5);
  });
});
