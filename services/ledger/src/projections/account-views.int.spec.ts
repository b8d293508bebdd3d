import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import { BEGINNING } from '@credit-ledger/event-sourcing';
import { sessionOf } from '@credit-ledger/messaging';
import { frozenClock } from '@credit-ledger/testing';
import { add, charge, end, hold, open } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { GetBalance, GetBalanceHandler } from '../balance/get-balance.query.js';
import { GetMonthlyUsage, GetMonthlyUsageHandler } from '../monthly-usage/get-monthly-usage.query.js';
import { ListTransactions, ListTransactionsHandler } from '../transaction/list-transactions.query.js';
import { compareGenerations } from '../rebuild/compare-generations.js';
import { toAccountRecord } from './account-record.js';
import { AccountViewChanges } from './account-views.js';
import { CheckpointMovedError } from './checkpoint.js';
import { addGenerationSql, dropGenerationSql } from './view-tables.js';

const NOW = '2026-11-21T09:30:00.000Z' as Instant;
const acme = 'acme' as OrganisationId;

describe('the views of accounts', () => {
  let ledger: LedgerDatabase;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    for (const command of [
      open(),
      add('trial', 'FREE_CREDITS', 200n),
      add('payment-1', 'PURCHASE', 1000n),
      hold('run-1', 300n),
      charge(100n, 'run-1'),
      charge(50n, 'run-1'),
      charge(7n, 'run-2'),
      end('run-1'),
    ]) {
      await ledger.execute('acme', command);
    }
    await ledger.execute('other', add('trial', 'FREE_CREDITS', 5n));
    await ledger.execute('other', charge(8n));
    await ledger.project(3);
  });
  afterAll(() => ledger.close());

  test('show the sums of an account', async () => {
    const balances = new GetBalanceHandler(ledger.pool);
    expect(await balances.execute(new GetBalance(acme))).toMatchObject({ balance: 1043n, held: 0n, available: 1043n });
    expect(await balances.execute(new GetBalance('other' as OrganisationId))).toMatchObject({
      balance: -3n,
      available: -3n,
    });
    expect(await balances.execute(new GetBalance('nobody' as OrganisationId))).toBeUndefined();
  });

  test('show what a hold sets aside', async () => {
    await ledger.execute('holder', add('trial', 'FREE_CREDITS', 200n));
    await ledger.execute('holder', hold('run', 100n));
    await ledger.execute('holder', charge(90n, 'run'));
    await ledger.project();
    const view = await new GetBalanceHandler(ledger.pool).execute(new GetBalance('holder' as OrganisationId));
    // 90 of 100 spent leaves less than a fifth, so a quarter was added.
    expect(view).toMatchObject({ balance: 110n, held: 35n, available: 75n });
  });

  test('show the current month and three empty ones before it', async () => {
    const months = new GetMonthlyUsageHandler(ledger.pool, frozenClock(NOW));
    expect(await months.execute(new GetMonthlyUsage(acme))).toEqual([
      { month: '2026-11', creditsUsed: 157n, usageTransactions: 2, current: true },
      { month: '2026-10', creditsUsed: 0n, usageTransactions: 0, current: false },
      { month: '2026-09', creditsUsed: 0n, usageTransactions: 0, current: false },
      { month: '2026-08', creditsUsed: 0n, usageTransactions: 0, current: false },
    ]);
  });

  const listed = async (query: ListTransactions) => {
    const page = await new ListTransactionsHandler(ledger.pool).execute(query);
    if (page === undefined) throw new Error('the organisation is not known');
    return page;
  };

  test('list one row per run and per addition, newest first, that sum to the balance', async () => {
    const { items, next } = await listed(new ListTransactions(acme, {}, 50, undefined));
    expect(items.map(({ transactionId, credits, overrun }) => [transactionId, credits, overrun])).toEqual([
      ['usage-run-2', -7n, true],
      ['usage-run-1', -150n, false],
      ['addition-payment-1', 1000n, false],
      ['addition-trial', 200n, false],
    ]);
    expect(next).toBeUndefined();
    expect(items.reduce((sum, item) => sum + item.credits, 0n)).toBe(1043n);
  });

  test('page and filter the list', async () => {
    const first = await listed(new ListTransactions(acme, {}, 3, undefined));
    const second = await listed(new ListTransactions(acme, {}, 3, first.next));
    expect(first.items).toHaveLength(3);
    expect(second.items.map((item) => item.transactionId)).toEqual(['addition-trial']);
    expect(second.next).toBeUndefined();
    const usage = await listed(new ListTransactions(acme, { type: 'usage' }, 50, undefined));
    expect(usage.items.map((item) => item.type)).toEqual(['USAGE', 'USAGE']);
    const purchase = await listed(new ListTransactions(acme, { type: 'purchase' }, 50, undefined));
    expect(purchase.items.map((item) => item.type)).toEqual(['PURCHASE', 'FREE_CREDITS']);
    const nobody = new ListTransactions('nobody' as OrganisationId, {}, 50, undefined);
    expect(await new ListTransactionsHandler(ledger.pool).execute(nobody)).toBeUndefined();
  });

  test('are not applied twice by two processes at one checkpoint', async () => {
    const before = await ledger.reader.loadCheckpoint();
    await ledger.execute('acme', add('grant-1', 'ADMIN_GRANT', 1n));
    const batch = await ledger.store.readAll(before.position, 100);
    const both = await Promise.allSettled([ledger.reader.apply(before, batch), ledger.reader.apply(before, batch)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(CheckpointMovedError),
    });
    const view = await new GetBalanceHandler(ledger.pool).execute(new GetBalance(acme));
    expect(view).toMatchObject({ balance: 1044n });
  });

  test('come out the same wherever their changes are applied in between', async () => {
    await ledger.project(3);
    const { generation: live } = await ledger.reader.loadCheckpoint();
    const [session, replayed] = [sessionOf(ledger.pool), live + 1];
    await session.query(addGenerationSql(replayed));
    const changes = new AccountViewChanges();
    for (const [index, event] of (await ledger.store.readAll(BEGINNING, 100)).entries()) {
      changes.fold([toAccountRecord(event)]);
      if (index % 2 === 0) await changes.applyTo(session, replayed);
    }
    await changes.applyTo(session, replayed);
    expect(await compareGenerations(session, live, replayed)).toEqual([]);
    await session.query(dropGenerationSql(replayed));
  });

  test('can be taken down and set up again', async () => {
    const fresh = await createLedgerDatabase();
    for (const _ of fresh.migrations.migrations) await fresh.migrations.undoLastMigration();
    const { rows } = await fresh.pool.query(
      "select tablename from pg_tables where schemaname = 'ledger' and tablename <> 'migrations'",
    );
    expect(rows).toEqual([]);
    await fresh.migrations.runMigrations();
    await fresh.close();
  });
});
