import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrganisationId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { frozenClock } from '@credit-ledger/testing';
import { add, charge } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { GetBalance, GetBalanceHandler } from '../balance/get-balance.query.js';
import type { CreditAccountCommand } from '../credit-account/domain/credit-account.commands.js';
import { GetMonthlyUsage, GetMonthlyUsageHandler } from '../monthly-usage/get-monthly-usage.query.js';
import { rebuildAccountViews } from '../rebuild/rebuild-account-views.js';
import { ListTransactions, ListTransactionsHandler } from '../transaction/list-transactions.query.js';
import { AccountFactsReader } from '../integration/outbound/account-facts.reader.js';

const MOST = 9_007_199_254_740_991n;
const HALF_A_CHARACTER = '\ud83d';

/** What an earlier release, or another producer, may have stored: events are never taken back. */
describe('events that no door lets in today', () => {
  let ledger: LedgerDatabase;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
  });
  afterAll(() => ledger.close());

  const handle = async (organisation: string, ...commands: readonly CreditAccountCommand[]) => {
    for (const command of commands) await ledger.execute(organisation, command);
    await ledger.project(2);
  };
  const listed = async (organisation: string) => {
    const query = new ListTransactions(organisation as OrganisationId, {}, 50, undefined);
    return (await new ListTransactionsHandler(ledger.pool).execute(query))?.items ?? [];
  };
  const balanceOf = (organisation: string) =>
    new GetBalanceHandler(ledger.pool).execute(new GetBalance(organisation as OrganisationId));

  test('are listed with a sign in place of what PostgreSQL cannot hold', async () => {
    await handle(
      'odd-text',
      changed(add('gift\0', 'ADMIN_GRANT', 10n), { reason: `thanks ${HALF_A_CHARACTER}` }),
      changed(charge(3n, 'run-1'), { photoEvent: { id: 1, name: 'a\0b' }, runUsageType: `x${HALF_A_CHARACTER}` }),
      from(charge(2n, 'run-2'), {
        actor: 'a\0',
        source: 'other\0#1',
        sequence: 1n,
        correlationId: 'c\0',
        messageId: 'm\0',
      }),
    );
    expect((await listed('odd-text')).map(({ transactionId, credits }) => [transactionId, credits])).toEqual([
      ['usage-run-2', -2n],
      ['usage-run-1', -3n],
      ['addition-gift\ufffd', 10n],
    ]);
    const [second, first, gift] = await listed('odd-text');
    expect(gift?.details).toMatchObject({ reason: 'thanks \ufffd' });
    expect(first?.details).toMatchObject({ photoEventName: 'a\ufffdb', usageType: 'x\ufffd' });
    expect(second?.actor).toBe('a\ufffd');
    expect(await balanceOf('odd-text')).toMatchObject({ balance: 5n });
  });

  test('keep the list adding up to the balance when two ids look alike then', async () => {
    await handle('alike', add('a\0', 'ADMIN_GRANT', 1n), add('a\ufffd', 'ADMIN_GRANT', 2n));
    expect((await listed('alike')).map(({ credits }) => credits)).toEqual([3n]);
  });

  test('are charged in the last month there is, and before the first', async () => {
    await handle(
      'odd-times',
      changed(charge(1n, 'run-1'), { chargedAt: '9999-12-31T12:00:00.000Z' }),
      changed(charge(1n, 'run-2'), { chargedAt: '1970-01-01T00:00:00.000Z', timeZone: 'America/New_York' }),
    );
    const { rows } = await ledger.pool.query(
      "select left(day, 7) as month from daily_usage where organisation_id = 'odd-times'",
    );
    expect(rows.map(({ month }) => month as string).sort()).toEqual(['1969-12', '9999-12']);
  });

  test('are added up beyond what can be answered, and disturb nobody else', async () => {
    await handle(
      'huge',
      ...[add('most', 'FREE_CREDITS', MOST), charge(MOST, 'run'), add('more', 'FREE_CREDITS', 5n), charge(1n, 'run')],
    );
    await handle('neighbour', add('gift', 'FREE_CREDITS', 7n));
    expect(await balanceOf('neighbour')).toMatchObject({ balance: 7n });
    expect(await balanceOf('huge')).toMatchObject({ balance: 4n });
    const months = new GetMonthlyUsageHandler(ledger.pool, frozenClock('2026-11-21T09:30:00.000Z'));
    await expect(months.execute(new GetMonthlyUsage('huge' as OrganisationId))).rejects.toThrow('out of range');
  });

  test('swing further within one batch than a balance can be', async () => {
    for (const command of [charge(MOST, 'run'), add('most', 'FREE_CREDITS', MOST), add('more', 'FREE_CREDITS', MOST)]) {
      await ledger.execute('swinging', command);
    }
    await ledger.project(100);
    expect(await balanceOf('swinging')).toMatchObject({ balance: MOST });
  });

  test('are told to other services', async () => {
    const nobody = { publish: () => Promise.resolve() };
    const facts = new AccountFactsReader(ledger.pool, nobody, 'ledger#1', () => undefined);
    const from = await facts.loadCheckpoint();
    const told = await facts.apply(from, await ledger.store.readAll(from.position, 1_000));
    expect(told.position).toBe(await ledger.store.lastPosition());
  });

  test('give the same views when they are replayed', async () => {
    const options = { compareOnly: true, onProgress: () => undefined };
    expect((await rebuildAccountViews(ledger.pool, ledger.store, options)).differences).toEqual([]);
    expect(await sessionOf(ledger.pool).query('select 1 from balances')).toHaveLength(6);
  });
});

/** The command with other contents, which only a door would refuse. */
const changed = (command: CreditAccountCommand, data: object): CreditAccountCommand =>
  ({ ...command, data: { ...command.data, ...data } }) as CreditAccountCommand;

const from = (command: CreditAccountCommand, metadata: object): CreditAccountCommand => ({
  ...command,
  metadata: { ...command.metadata, ...metadata },
});
