import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BEGINNING, type EventStore } from '@credit-ledger/event-sourcing';
import { silentLog, type OrganisationId } from '@credit-ledger/kernel';
import type { OutgoingRecord } from '@credit-ledger/messaging';
import { poolOn } from '@credit-ledger/testing';
import { accountStream } from '../credit-account/account-stream.js';
import { copyEvents } from '../copy/copy-events.js';
import { add, charge } from '../../test/credit-account.scenario.js';
import { createEventStore, createTargetStore, type TestEventStore } from '../../test/event-stores.js';
import { FactListener } from '../../test/fact-listener.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import { bindToStore, OtherEventStoreError } from '../projections/checkpoint-store.js';
import { rebuildAccountViews } from '../rebuild/rebuild-account-views.js';
import { upgradeViews } from '../rebuild/upgrade-views.js';
import { LedgerRunningError, moveStore, SameStoreError, StoresDifferError } from './move-store.js';

let ledger: LedgerDatabase;
let target: TestEventStore;
let told: OutgoingRecord[];
let joinLog: () => Promise<void>;

beforeEach(async () => {
  [ledger, target, told] = [await createLedgerDatabase(), await createTargetStore(), []];
  joinLog = () => Promise.resolve();
  await bindToStore(ledger.pool, ledger.store);
  // By turns: a copy has all of one account's before the other's, and so other positions.
  for (const command of [add('gift', 'ADMIN_GRANT', 100n), charge(30n)]) {
    for (const account of ['acme', 'bolt']) await ledger.execute(account, command);
  }
  await ledger.project();
});
afterEach(() => Promise.all([ledger.close(), target.close()]));

const copy = () =>
  copyEvents(ledger.store, target.store, {
    onProgress: () => undefined,
    onGrowth: () => undefined,
    signal: new AbortController().signal,
  });

const move = (to: EventStore = target.store, onProgress: (events: number) => void = () => undefined) =>
  moveStore({
    pool: ledger.pool,
    from: ledger.store,
    to,
    publisher: {
      publish: async (records) => {
        told.push(...records);
      },
    },
    joinLog,
    source: 'ledger#1',
    log: silentLog,
    onProgress,
  });

const checkpoints = async () =>
  (await ledger.pool.query('select reader, position, store, views_shape from checkpoints order by reader')).rows;
const replayed = () =>
  rebuildAccountViews(ledger.pool, target.store, { compareOnly: true, onProgress: () => undefined });

describe('moving a ledger to another store', () => {
  test('tells what is left from the old one, makes the views again, and lets both go on in the new one', async () => {
    await copy();
    const { eventsTold, compared } = await move();
    expect(eventsTold).toBe(4);
    expect(compared?.equal).toBe(true);
    expect(told.length).toBeGreaterThan(0);
    const [identity, end] = [await target.store.identity(), await target.store.lastPosition()];
    expect(await checkpoints()).toEqual([
      { reader: 'account-facts', position: end, store: identity, views_shape: 1 },
      { reader: 'account-views', position: end, store: identity, views_shape: 2 },
    ]);
    expect((await replayed()).differences).toEqual([]);
    await bindToStore(ledger.pool, target.store);
    await expect(bindToStore(ledger.pool, ledger.store)).rejects.toThrow(OtherEventStoreError);
  });

  test('tells every fact once, with the sums that come after those of the old store', async () => {
    const listener = new FactListener({ ...ledger, store: target.store });
    await copy();
    await move();
    const sequences = () => told.map(({ key, headers }) => `${key} ${headers.sequence}`);
    const before = sequences();
    expect(new Set(before).size).toBe(before.length);
    // The ledger, started on the new store.
    const { events } = await ledger
      .newAccounts(target.store)
      .execute(accountStream('acme' as OrganisationId), add('more', 'ADMIN_GRANT', 7n));
    expect(events.length).toBeGreaterThan(0);
    await listener.follow();
    expect(listener.heard()).toEqual([expect.stringMatching(/^3 CreditsAdded 77\/0$/)]);
  });

  test('does nothing a second time', async () => {
    await copy();
    await move();
    const [after, facts] = [await checkpoints(), told.length];
    expect(await move()).toEqual({ eventsTold: 0 });
    expect([await checkpoints(), told.length]).toEqual([after, facts]);
  });

  test('is refused while the stores differ, and leaves the ledger where it was', async () => {
    await copy();
    await ledger.execute('acme', add('late', 'ADMIN_GRANT', 1n));
    const stores = (await checkpoints()).map(({ store }: { store: string }) => store);
    await expect(move()).rejects.toThrow(StoresDifferError);
    expect((await checkpoints()).map(({ store }: { store: string }) => store)).toEqual(stores);
    await copy();
    expect((await move()).compared?.equal).toBe(true);
  });

  test('is refused by a log that is not to be told anything, and leaves the ledger where it was', async () => {
    await copy();
    const before = await checkpoints();
    joinLog = () => Promise.reject(new Error('not this log'));
    await expect(move()).rejects.toThrow('not this log');
    expect([await checkpoints(), told]).toEqual([before, []]);
  });

  test('is refused from a store that the ledger was never read from', async () => {
    const stranger = await createEventStore();
    const from = ledger.store;
    await expect(
      moveStore({
        ...{ pool: ledger.pool, from: stranger.store, to: target.store, source: 'ledger#1', log: silentLog },
        publisher: { publish: () => Promise.resolve() },
        joinLog,
        onProgress: () => undefined,
      }),
    ).rejects.toThrow(/^--from names another event store .*the ledger ran on until now/);
    await bindToStore(ledger.pool, from);
    await stranger.close();
  });

  test('is refused while both URLs name one store, where a success would be believed', async () => {
    await expect(move(ledger.store)).rejects.toThrow(SameStoreError);
    await copy();
    expect((await move()).compared?.equal).toBe(true);
  });

  test('is refused while a ledger runs, whose readers would go on in the old store', async () => {
    await copy();
    const url = new URL(ledger.urls.ledger);
    url.searchParams.set('application_name', 'ledger');
    const running = poolOn(url.href, 1);
    await running.query('select');
    await expect(move()).rejects.toThrow(LedgerRunningError);
    await running.end();
    await move();
  });

  test('that breaks off before the views are made again is finished by the ledger when it starts', async () => {
    await copy();
    let compared = 0;
    const failing = Object.create(target.store) as EventStore;
    failing.readAll = (after, limit) =>
      compared >= 8 ? Promise.reject(new Error('the process was killed')) : target.store.readAll(after, limit);
    await expect(move(failing, (events) => (compared = events))).rejects.toThrow('the process was killed');
    await bindToStore(ledger.pool, target.store);
    await upgradeViews(ledger.pool, target.store, silentLog);
    expect((await replayed()).differences).toEqual([]);
    expect((await target.store.readAll(BEGINNING, 10)).length).toBe(4);
  });
});
