import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
import { add, charge, open } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import type { CreditAccountCommand } from '../credit-account/domain/credit-account.commands.js';
import type { Day } from '../monthly-usage/zoned-day.js';
import { GetTransaction, GetTransactionHandler } from './get-transaction.query.js';
import { GetTransactionTotals, GetTransactionTotalsHandler } from './get-transaction-totals.query.js';
import { ListTransactions, ListTransactionsHandler } from './list-transactions.query.js';
import type { TransactionFilters } from './transaction-filters.js';

const acme = 'acme' as OrganisationId;

describe('the transaction list', () => {
  let ledger: LedgerDatabase;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    for (const [organisation, command] of [
      ['acme', open()],
      ['acme', changed(add('payment-1', 'PURCHASE', 1000n), { paymentId: 'pay_100%', reason: undefined })],
      ['acme', changed(add('gift', 'ADMIN_GRANT', 50n), { reason: 'Thanks' }, 'staff-1')],
      ['acme', charged(100n, 'run-1', { chargedAt: '2026-11-20T18:29:59.999Z' })],
      ['acme', charged(7n, 'run-2', { chargedAt: '2026-11-20T18:30:00.000Z', photoEvent: { id: 7, name: 'Wedding' } })],
      ['acme', charged(3n, 'run-2', { usageType: 'STORE_ORIGINALS', runUsageType: 'AI_IMAGE_ROTATION' })],
      ['acme', charged(5n, 'run-3', { runUsageType: 'AI_IMAGE_ROTATION' })],
      ['other', add('elsewhere', 'FREE_CREDITS', 5n)],
    ] as const) {
      await ledger.execute(organisation, command);
    }
    await ledger.project(2);
  });
  afterAll(() => ledger.close());

  const listed = async (filters: TransactionFilters, ...[organisation]: readonly (OrganisationId | undefined)[]) => {
    const query = new ListTransactions(organisation, filters, 50, undefined);
    const page = await new ListTransactionsHandler(ledger.pool).execute(query);
    return page?.items.map(({ transactionId }) => transactionId);
  };
  const RUNS = ['usage-run-3', 'usage-run-2', 'usage-run-1'];

  test.each<[string, TransactionFilters, readonly string[]]>([
    ['everything', {}, [...RUNS, 'addition-gift', 'addition-payment-1']],
    ['credit usage', { type: 'usage' }, RUNS],
    ['purchase history', { type: 'purchase' }, ['addition-gift', 'addition-payment-1']],
    ['adjustments', { type: 'adjustment' }, []],
    ['one type', { type: 'ADMIN_GRANT' }, ['addition-gift']],
    ["one usage type, the run's own", { usageType: 'AI_IMAGE_ROTATION' }, ['usage-run-3']],
    ['one photo event', { photoEventId: 7 }, ['usage-run-2']],
    ['one actor', { actor: 'staff-1' }, ['addition-gift']],
    [
      "days of the organisation's zone from one",
      { type: 'usage', from: '2026-11-21' as Day },
      ['usage-run-3', 'usage-run-2'],
    ],
    ['days up to one', { type: 'usage', to: '2026-11-21' as Day }, ['usage-run-1']],
    [
      'a few days',
      { type: 'usage', from: '2026-11-20' as Day, to: '2026-11-21' as Day, text: 'boston' },
      ['usage-run-1'],
    ],
    ['part of a name, in any case', { text: 'eDDi' }, ['usage-run-2']],
    ['part of a run id', { text: 'run-1' }, ['usage-run-1']],
    ['part of a reason', { text: 'thanks' }, ['addition-gift']],
    ['a payment id, whose signs mean nothing else', { text: '100%' }, ['addition-payment-1']],
    ['a sign that stands for anything elsewhere', { text: '_100' }, ['addition-payment-1']],
    ['several at once', { type: 'usage', text: 'boston', actor: 'runner' }, ['usage-run-3', 'usage-run-1']],
  ])('shows %s', async (_, filters, expected) => {
    expect(await listed(filters, acme)).toEqual(expected);
  });

  test('shows staff the rows of all organisations', async () => {
    expect(await listed({ type: 'purchase' })).toEqual(['addition-elsewhere', 'addition-gift', 'addition-payment-1']);
  });

  test('comes to the totals of what is shown', async () => {
    const totals = (filters: TransactionFilters) =>
      new GetTransactionTotalsHandler(ledger.pool).execute(new GetTransactionTotals(acme, filters));
    expect(await totals({})).toEqual({ transactions: 5, creditsIn: 1050n, creditsOut: 115n });
    expect(await totals({ type: 'usage', text: 'wedding' })).toEqual({
      transactions: 1,
      creditsIn: 0n,
      creditsOut: 10n,
    });
    const nobody = new GetTransactionTotals('nobody' as OrganisationId, {});
    expect(await new GetTransactionTotalsHandler(ledger.pool).execute(nobody)).toBeUndefined();
  });

  test('shows of one transaction which lots it opened or was paid from, and what is left in them', async () => {
    const details = (id: string, organisation = acme) =>
      new GetTransactionHandler(ledger.pool, ledger.accounts).execute(new GetTransaction(organisation, id));
    // Grants are spent before purchases.
    expect((await details('usage-run-1'))?.lots).toEqual(
      [
        { lotId: 'payment-1', credits: -50n, remaining: 935n },
        { lotId: 'gift', credits: -50n, remaining: 0n },
      ].sort((a, b) => (a.lotId < b.lotId ? -1 : 1)),
    );
    expect(await details('addition-payment-1')).toMatchObject({
      credits: 1000n,
      details: { paymentId: 'pay_100%' },
      lots: [{ lotId: 'payment-1', credits: 1000n, remaining: 935n }],
    });
    expect(await details('addition-payment-1', 'other' as OrganisationId)).toBeUndefined();
  });

  test('has lots that hold the balance', async () => {
    const { rows } = await ledger.pool.query(
      'select organisation_id, sum(credits)::int as left from transaction_lots group by 1 order by 1',
    );
    expect(rows).toEqual([
      { organisation_id: 'acme', left: 935 },
      { organisation_id: 'other', left: 5 },
    ]);
  });
});

const changed = (command: CreditAccountCommand, data: object, actor?: string): CreditAccountCommand =>
  ({
    ...command,
    data: { ...command.data, ...data },
    metadata: { ...command.metadata, ...(actor === undefined ? {} : { actor }) },
  }) as CreditAccountCommand;

const charged = (credits: bigint, runId: string, data: object): CreditAccountCommand =>
  changed(charge(credits, runId), data);
