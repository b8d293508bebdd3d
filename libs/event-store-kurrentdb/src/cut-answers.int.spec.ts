import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BEGINNING, EventStoreUnavailableError, NO_STREAM, type EventStore } from '@credit-ledger/event-sourcing';
import { collect, eventOf, newStream } from '@credit-ledger/event-sourcing/contract';
import { FakeKurrentDb } from '../test/fake-kurrentdb.js';
import { StoresAt } from '../test/stores-at.js';

const EVENTS = 20;

// The native half of the client takes an answer for ended when its connection was cut.
describe('an answer to a read that is cut off', () => {
  let fake: FakeKurrentDb;
  let stores: StoresAt;
  let store: EventStore;
  const stream = newStream();
  beforeAll(async () => {
    fake = await FakeKurrentDb.start();
    stores = new StoresAt();
    store = stores.open(fake.url());
    const events = Array.from({ length: EVENTS }, (_, n) => eventOf(`message-${n}`));
    await store.append(stream, NO_STREAM, events);
  });
  afterAll(async () => {
    await stores.close();
    fake.close();
  });

  const versions = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

  it.each([0, 1, 19])('after %i events is asked for again from there, by the stream', async (sent) => {
    fake.cutNextRead(sent);
    expect((await collect(store.readStream(stream))).map(({ version }) => version)).toEqual(versions(EVENTS));
    fake.cutNextRead(sent);
    const backwards = await collect(store.readStream(stream, { direction: 'backwards' }));
    expect(backwards.map(({ version }) => version)).toEqual(versions(EVENTS).toReversed());
  });

  it.each([0, 1, 19])('after %i events is asked for again from there, of all streams', async (sent) => {
    fake.cutNextRead(sent);
    expect((await store.readAll(BEGINNING, 100)).map(({ version }) => version)).toEqual(versions(EVENTS));
  });

  it('is no end of the store', async () => {
    const last = await store.lastPosition();
    expect(last).not.toBe(BEGINNING);
    fake.cutNextRead(0);
    expect(await store.lastPosition()).toBe(last);
  });

  it('is no end of a stream behind a version, which has one', async () => {
    fake.cutNextRead(0);
    expect(await collect(store.readStream(stream, { fromVersion: EVENTS }))).toHaveLength(1);
    expect(await collect(store.readStream(stream, { fromVersion: EVENTS + 1 }))).toEqual([]);
    expect(await collect(store.readStream(newStream()))).toEqual([]);
  });

  it('every time is a store that cannot be read', async () => {
    fake.cutNextRead(0, Infinity);
    await expect(store.readAll(BEGINNING, 10)).rejects.toThrow(EventStoreUnavailableError);
    await expect(collect(store.readStream(stream))).rejects.toThrow('the answer was cut off');
    await expect(store.lastPosition()).rejects.toThrow('the answer was cut off');
    fake.cutNextRead(0, 0);
    expect(await store.readAll(BEGINNING, 10)).toHaveLength(10);
  });
});
