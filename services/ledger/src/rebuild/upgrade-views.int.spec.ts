import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '@credit-ledger/kernel';
import { add, charge } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { loadViewsShape, rebuildAccountViews, ViewsOutdatedError } from './rebuild-account-views.js';
import { upgradeViews } from './upgrade-views.js';

const compare = { compareOnly: true, onProgress: () => undefined };

describe('views of an earlier shape', () => {
  let ledger: LedgerDatabase;
  let older: number;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    await ledger.execute('acme', add('gift', 'ADMIN_GRANT', 100n));
    await ledger.execute('acme', charge(30n));
    await ledger.project();
    older = (await ledger.reader.loadCheckpoint()).generation;
    // As the release before has them: neither days nor lots, and rows that nobody can search.
    await ledger.pool.query(`
      delete from daily_usage; delete from transaction_lots;
      update checkpoints set views_shape = 1 where reader = 'account-views'`);
  });
  afterAll(() => ledger.close());

  test('are not compared with a replay: they would differ in every row', async () => {
    await expect(rebuildAccountViews(ledger.pool, ledger.store, compare)).rejects.toThrow(ViewsOutdatedError);
  });

  test('are made again from the events once, however many processes start', async () => {
    await Promise.all([1, 2].map(() => upgradeViews(ledger.pool, ledger.store, silentLog)));
    const { generation } = await ledger.reader.loadCheckpoint();
    expect(generation).toBe(older + 1);
    expect(await loadViewsShape(ledger.pool)).toBe(2);
    expect((await rebuildAccountViews(ledger.pool, ledger.store, compare)).differences).toEqual([]);
    const { rows } = await ledger.pool.query('select day, credits_used::int from daily_usage');
    expect(rows).toEqual([{ day: '2026-11-21', credits_used: 30 }]);
  });

  test('are left alone when they are of the shape that is read', async () => {
    const before = await ledger.reader.loadCheckpoint();
    await upgradeViews(ledger.pool, ledger.store, silentLog);
    expect(await ledger.reader.loadCheckpoint()).toEqual(before);
  });

  test('cannot be written by the release before once they are made again', async () => {
    const { generation } = await ledger.reader.loadCheckpoint();
    const written = ledger.pool.query(
      `insert into transactions (generation, organisation_id, transaction_id, position, type, credits, overrun, occurred_at,
                                 actor, month, details)
       values ($1, 'acme', 'usage-late', '1', 'USAGE', -1, false, now(), 'system', '2026-11', '{}')`,
      [generation],
    );
    await expect(written).rejects.toMatchObject({ code: '23514' });
  });
});
