import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { add, charge, end, hold, sequenced } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { loadCheckpoint } from '../projections/checkpoint.js';
import type { EventStore } from '@credit-ledger/event-sourcing';
import { sessionOf } from '@credit-ledger/messaging';
import { rebuildAccountViews, RebuildRunningError } from './rebuild-account-views.js';

const quietly = { onProgress: () => undefined };
const compare = { compareOnly: true, ...quietly };
const replace = { compareOnly: false, ...quietly };

describe('rebuilding the views', () => {
  let ledger: LedgerDatabase;
  let sequence = 0n;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    for (let n = 0; n < 30; n++) {
      const organisation = `org-${n % 7}`;
      await ledger.execute(organisation, sequenced(add(`addition-${n}`, 'PURCHASE', 1000n), ++sequence));
      await ledger.execute(organisation, sequenced(hold(`run-${n}`, 200n), ++sequence));
      await ledger.execute(organisation, sequenced(charge(BigInt(100 + n), `run-${n}`), ++sequence));
      if (n % 3 === 0) await ledger.execute(organisation, sequenced(end(`run-${n}`), ++sequence));
    }
    await ledger.project(11);
  });
  afterAll(() => ledger.close());
  beforeEach(() => ledger.project());

  const rowsOf = async (view: string) => {
    const { rows } = await ledger.pool.query<object>(
      `select to_jsonb(v) - 'generation' as row from ${view} v
        where generation = (select generation from checkpoints where reader = 'account-views') order by 1`,
    );
    return rows;
  };

  test('finds the live views equal to a replay, and leaves them alone when it only compares', async () => {
    const before = await loadCheckpoint(sessionOf(ledger.pool), 'account-views');
    const result = await rebuildAccountViews(ledger.pool, ledger.store, compare);
    expect(result.differences).toEqual([]);
    expect(result.eventsFolded).toBeGreaterThan(90);
    expect(await loadCheckpoint(sessionOf(ledger.pool), 'account-views')).toEqual(before);
  });

  test('says how many events the live views have yet to take in', async () => {
    const before = await rebuildAccountViews(ledger.pool, ledger.store, compare);
    expect(before).toMatchObject({ eventsBehind: 0, storeEndsAt: before.comparedAt });
    for (let n = 0; n < 3; n++) await ledger.execute('org-1', sequenced(charge(1n, 'run-1'), ++sequence));
    expect(await rebuildAccountViews(ledger.pool, ledger.store, compare)).toMatchObject({
      differences: [],
      comparedAt: before.comparedAt,
      storeEndsAt: await ledger.store.lastPosition(),
      eventsBehind: 3,
    });
  });

  test('finds a row that was tampered with, and mends it when it replaces the views', async () => {
    const honest = await rowsOf('balances');
    await ledger.pool.query("update balances set balance = balance + 1 where organisation_id = 'org-3'");
    const { differences } = await rebuildAccountViews(ledger.pool, ledger.store, compare);
    expect(differences.map(({ view, side, row }) => [view, side, row['organisation_id']])).toEqual([
      ['balances', 'live', 'org-3'],
      ['balances', 'rebuilt', 'org-3'],
    ]);
    const before = await loadCheckpoint(sessionOf(ledger.pool), 'account-views');
    const replaced = await rebuildAccountViews(ledger.pool, ledger.store, replace);
    expect(replaced.liveGeneration).toBeGreaterThan(before.generation);
    expect(await rowsOf('balances')).toEqual(honest);
  });

  test('finds a missing transaction and a month that is off', async () => {
    await ledger.pool.query("delete from transactions where transaction_id = 'usage-run-5'");
    await ledger.pool.query("update daily_usage set credits_used = 0 where organisation_id = 'org-1'");
    const { differences } = await rebuildAccountViews(ledger.pool, ledger.store, replace);
    expect(differences.map(({ view, side }) => `${view} ${side}`).sort()).toEqual([
      'daily_usage live',
      'daily_usage rebuilt',
      'transactions rebuilt',
    ]);
    expect((await rebuildAccountViews(ledger.pool, ledger.store, compare)).differences).toEqual([]);
  });

  test('takes in what happens while it runs', async () => {
    const during: Promise<unknown>[] = [];
    const onProgress = (): void => {
      during.push(ledger.execute('org-2', sequenced(add(`late-${during.length}`, 'ADMIN_GRANT', 3n), ++sequence)));
    };
    await rebuildAccountViews(ledger.pool, ledger.store, { compareOnly: false, onProgress });
    await Promise.all(during);
    await ledger.project();
    expect(during.length).toBeGreaterThan(0);
    expect((await rebuildAccountViews(ledger.pool, ledger.store, compare)).differences).toEqual([]);
  });

  const leaveLiveViewsBehind = async (): Promise<void> => {
    const charges = Array.from({ length: 1_200 }, () => sequenced(charge(1n, 'run-1'), ++sequence));
    await Promise.all(charges.map((command) => ledger.execute('org-1', command)));
  };

  test('catches up with live views that moved on while it filled', async () => {
    await leaveLiveViewsBehind();
    let moved: Promise<void> | undefined;
    const store = Object.create(ledger.store) as EventStore;
    store.readAll = async (after, limit) => {
      await (moved ??= ledger.project());
      return ledger.store.readAll(after, limit);
    };
    await rebuildAccountViews(ledger.pool, store, replace);
    expect((await rebuildAccountViews(ledger.pool, ledger.store, compare)).differences).toEqual([]);
  });

  test('takes over where the live views stand, however far behind they are', async () => {
    await leaveLiveViewsBehind();
    await rebuildAccountViews(ledger.pool, ledger.store, replace);
    await ledger.project();
    expect((await rebuildAccountViews(ledger.pool, ledger.store, compare)).differences).toEqual([]);
  });

  test('runs once at a time, and leaves no tables behind', async () => {
    const both = await Promise.allSettled([
      rebuildAccountViews(ledger.pool, ledger.store, replace),
      rebuildAccountViews(ledger.pool, ledger.store, replace),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(RebuildRunningError) });
    const { rows } = await ledger.pool.query(
      "select 1 from pg_tables where schemaname = 'ledger' and tablename like 'balances_g%'",
    );
    expect(rows).toHaveLength(1);
  });
});
