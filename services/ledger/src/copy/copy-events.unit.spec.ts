import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  BEGINNING,
  InMemoryEventStore,
  type EventStore,
  type StoredEvent,
  type StreamAppend,
} from '@credit-ledger/event-sourcing';
import { streamOf, writeEvents } from '../../test/written-events.js';
import { compareStores } from './compare-stores.js';
import { copyEvents, type CopyOptions } from './copy-events.js';

const ORDER = 'abacabadabacabae';

let source: InMemoryEventStore;
let target: InMemoryEventStore;

beforeEach(async () => {
  [source, target] = [new InMemoryEventStore(), new InMemoryEventStore()];
  await writeEvents(source, ORDER);
});

const options = (more: Partial<CopyOptions> = {}): CopyOptions => ({
  onProgress: () => undefined,
  onGrowth: () => undefined,
  signal: new AbortController().signal,
  pageEvents: 3,
  ...more,
});

const copy = (more: Partial<CopyOptions> = {}, to: EventStore = target) => copyEvents(source, to, options(more));
const compare = () => compareStores(source, target, () => undefined);
const eventsOf = (store: EventStore): Promise<readonly StoredEvent[]> => store.readAll(BEGINNING, 1_000);
const inOrderOfAccounts = async (store: EventStore): Promise<unknown[]> =>
  (await eventsOf(store))
    .map(({ position: _, ...event }) => event)
    .sort((a, b) => (a.streamId === b.streamId ? a.version - b.version : a.streamId < b.streamId ? -1 : 1));

/** Lets so many appends through and then breaks the connection, as a killed process does. */
function failingAfter(appends: number): EventStore {
  let left = appends;
  const failing = Object.create(target) as InMemoryEventStore;
  failing.appendMany = async (many: readonly StreamAppend[]) => {
    const results = [];
    for (const { stream, expectedVersion, events } of many) {
      if (left-- <= 0) throw new Error('the process was killed');
      results.push(await target.append(stream, expectedVersion, events));
    }
    return results;
  };
  return failing;
}

describe('copying a store', () => {
  it('copies every event as it is, but for its position', async () => {
    expect(await copy()).toEqual({ copied: ORDER.length, heldBefore: 0, grewMeanwhile: false });
    expect(await inOrderOfAccounts(target)).toEqual(await inOrderOfAccounts(source));
    expect(await compare()).toMatchObject({ equal: true, differences: [], sourceGrew: false });
  });

  it('copies nothing a second time', async () => {
    await copy();
    expect(await copy()).toEqual({ copied: 0, heldBefore: ORDER.length, grewMeanwhile: false });
    expect(await eventsOf(target)).toHaveLength(ORDER.length);
  });

  it('moves no event past one of another page', async () => {
    await copy({ pageEvents: 4 });
    const pages = async (store: EventStore) =>
      (await eventsOf(store)).map(({ streamId, version }, index) => `${Math.floor(index / 4)} ${streamId} ${version}`);
    expect((await pages(target)).sort()).toEqual((await pages(source)).sort());
  });

  // A page of three holds one append of each of its accounts: thirteen in all.
  it.each(Array.from({ length: 13 }, (_, index) => index))(
    'goes on where one was broken off after %i appends, and copies nothing twice',
    async (appends) => {
      await expect(copy({}, failingAfter(appends))).rejects.toThrow('the process was killed');
      const before = (await eventsOf(target)).length;
      expect(await copy()).toEqual({ copied: ORDER.length - before, heldBefore: before, grewMeanwhile: false });
      expect(await compare()).toMatchObject({ equal: true });
    },
  );

  it('takes what is larger than one append in several', async () => {
    source = new InMemoryEventStore();
    await writeEvents(source, 'a'.repeat(10), () => JSON.stringify('x'.repeat(100 * 1_024)));
    const sizes: number[] = [];
    const watching = Object.create(target) as InMemoryEventStore;
    watching.appendMany = (many: readonly StreamAppend[]) => {
      for (const { events } of many) sizes.push(JSON.stringify(events).length);
      return target.appendMany(many);
    };
    await copy({ pageEvents: 10 }, watching);
    expect(sizes).toHaveLength(5);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1_024);
    expect(await compare()).toMatchObject({ equal: true });
  });

  it('tells once of events that are added meanwhile, and copies them too', async () => {
    let [told, written] = [0, false];
    const onProgress = (phase: string): void => {
      if (phase !== 'copying' || written) return;
      written = true;
      void writeEvents(source, 'zzzzzzz');
    };
    const { grewMeanwhile } = await copy({ onProgress, onGrowth: () => (told += 1) });
    expect([grewMeanwhile, told]).toEqual([true, 1]);
    expect(await compare()).toMatchObject({ equal: true, target: { events: ORDER.length + 7 } });
  });

  it('stops between two pages when it is told to', async () => {
    const stopping = new AbortController();
    await expect(copy({ signal: stopping.signal, onProgress: () => stopping.abort() })).rejects.toThrow('aborted');
    expect((await eventsOf(target)).length).toBeLessThan(ORDER.length);
    await copy();
    expect(await compare()).toMatchObject({ equal: true });
  });
});

describe('what cannot be copied', () => {
  /** A store that reads one event otherwise than it was written. */
  function tampered(store: InMemoryEventStore, change: (event: StoredEvent) => StoredEvent): InMemoryEventStore {
    const read = Object.create(store) as InMemoryEventStore;
    read.readAll = async (after, limit) => (await store.readAll(after, limit)).map(change);
    return read;
  }

  it('is an event of the source that was changed, which is named; nothing of it or after it is written', async () => {
    source = tampered(source, (event) =>
      event.streamId === streamOf('a') && event.version === 5 ? { ...event, data: '{"credits":"1000000"}' } : event,
    );
    await expect(copy()).rejects.toThrow(/source is broken at version 5 of creditAccount-a .*hash/);
    expect(
      (await eventsOf(target)).filter(({ streamId, version }) => streamId === streamOf('a') && version >= 5),
    ).toEqual([]);
  });

  it('is anything into a target whose account has other events', async () => {
    await writeEvents(target, 'aab', () => '{"other":"events"}');
    await expect(copy()).rejects.toThrow(
      /target has other events than the source up to version \d of creditAccount-[ab]/,
    );
    expect(await eventsOf(target)).toHaveLength(3);
  });

  it('is anything into a target with an account of somebody else, and nothing is written first', async () => {
    await writeEvents(target, 'x');
    await expect(copy()).rejects.toThrow('target has events of creditAccount-x that the source does not have');
    expect(await eventsOf(target)).toHaveLength(1);
  });

  it('is anything into a target that is ahead of the source', async () => {
    await writeEvents(target, ORDER + 'e');
    await expect(copy()).rejects.toThrow('target has events of creditAccount-e that the source does not have');
  });

  it('is anything into a target that is broken itself', async () => {
    await writeEvents(target, 'aba');
    target = tampered(target, (event) => ({ ...event, data: '{}' }));
    await expect(copy()).rejects.toThrow(/target is broken at version 1 of creditAccount-a/);
  });

  it('is a store into itself, by whichever of its addresses', async () => {
    const another = Object.create(source) as InMemoryEventStore;
    await expect(copy({}, another)).rejects.toThrow('the source and the target are one and the same store');
  });

  it('is an account that somebody else appends to', async () => {
    const racing = Object.create(target) as InMemoryEventStore;
    racing.appendMany = async (many: readonly StreamAppend[]) => {
      await writeEvents(target, 'd', () => '{"other":"event"}');
      return target.appendMany(many);
    };
    await expect(copy({}, racing)).rejects.toThrow('somebody else appended to creditAccount-d of the target');
  });
});

describe('a comparison', () => {
  it('names the account whose end is missing', async () => {
    await writeEvents(target, ORDER.slice(0, -1));
    const { equal, differences } = await compare();
    expect(equal).toBe(false);
    expect(differences).toMatchObject([{ streamId: streamOf('e'), target: undefined, source: { version: 1 } }]);
  });

  it('does not take for equal what grew while it was looked at', async () => {
    await copy();
    let written = false;
    const compared = compareStores(source, target, () => {
      if (!written) void writeEvents(source, 'z');
      written = true;
    });
    expect(await compared).toMatchObject({ equal: false, sourceGrew: true });
  });
});
