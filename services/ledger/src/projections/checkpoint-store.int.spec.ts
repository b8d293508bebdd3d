import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sessionOf } from '@credit-ledger/messaging';
import { add } from '../../test/credit-account.scenario.js';
import { createEventStore, type TestEventStore } from '../../test/event-stores.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { assertBoundTo, bindToStore, EventsGoneError, OtherEventStoreError } from './checkpoint-store.js';

describe('a ledger whose EVENT_STORE_URL is switched', () => {
  let ledger: LedgerDatabase;
  let other: TestEventStore;
  beforeAll(async () => {
    [ledger, other] = [await createLedgerDatabase(), await createEventStore()];
    await ledger.execute('acme', add('gift', 'ADMIN_GRANT', 100n));
    await ledger.project();
  });
  afterAll(() => Promise.all([ledger.close(), other.close()]));

  const checkpoints = async (): Promise<unknown[]> =>
    (await ledger.pool.query('select * from checkpoints order by reader')).rows;
  const forget = () => ledger.pool.query('update checkpoints set store = null');

  test('notes the store at its first start, and starts on it again', async () => {
    await bindToStore(ledger.pool, ledger.store);
    const noted = await checkpoints();
    expect(noted).toMatchObject([{ store: await ledger.store.identity() }, { store: await ledger.store.identity() }]);
    await bindToStore(ledger.pool, ledger.store);
    expect(await checkpoints()).toEqual(noted);
  });

  test('does not start on another store, even one with as many events, says how to move, and changes nothing', async () => {
    const before = await checkpoints();
    for (const event of await ledger.store.readAll('' as never, 10)) {
      await other.store.append(event.streamId, event.version - 1, [event]);
    }
    await expect(bindToStore(ledger.pool, other.store)).rejects.toThrow(OtherEventStoreError);
    await expect(bindToStore(ledger.pool, other.store)).rejects.toThrow('docs/runbooks/move-to-kurrentdb.md');
    expect(await checkpoints()).toEqual(before);
  });

  test('rebuilds nothing from another store', async () => {
    await expect(assertBoundTo(sessionOf(ledger.pool), other.store)).rejects.toThrow(OtherEventStoreError);
    await assertBoundTo(sessionOf(ledger.pool), ledger.store);
  });

  test('takes over checkpoints of an earlier release where they can stand, and refuses them elsewhere', async () => {
    await forget();
    const empty = await createEventStore();
    await expect(bindToStore(ledger.pool, empty.store)).rejects.toThrow(OtherEventStoreError);
    await empty.close();
    await bindToStore(ledger.pool, ledger.store);
    expect(await checkpoints()).toMatchObject([{ store: await ledger.store.identity() }, {}]);
  });

  test('does not go on where the store ends before what was read from it, as after a backup of its own', async () => {
    await ledger.pool.query("update checkpoints set position = position || '1' where reader = 'account-views'");
    await expect(bindToStore(ledger.pool, ledger.store)).rejects.toThrow(EventsGoneError);
    await expect(assertBoundTo(sessionOf(ledger.pool), ledger.store)).rejects.toThrow(/restore-from-backup/);
  });
});
