import { expect, it } from '@jest/globals';
import { BEGINNING, NO_STREAM } from '../stream.js';
import type { EventStoreHarness } from './event-store-harness.js';
import { collect, eventOf, eventsOf, newStream } from './sample-events.js';

// More than any adapter reads in one page.
const LONG = 2_500;

export function readingContract(harness: () => EventStoreHarness): void {
  it('reads a stream forwards from a version, up to a limit', async () => {
    const { store } = harness();
    const stream = newStream();
    await store.append(stream, NO_STREAM, eventsOf('event', 5));
    const versionsOf = async (options: Parameters<typeof store.readStream>[1]) =>
      (await collect(store.readStream(stream, options))).map(({ version }) => version);
    expect(await versionsOf({})).toEqual([1, 2, 3, 4, 5]);
    expect(await versionsOf({ fromVersion: 4 })).toEqual([4, 5]);
    expect(await versionsOf({ fromVersion: 2, limit: 2 })).toEqual([2, 3]);
    expect(await versionsOf({ fromVersion: 6 })).toEqual([]);
    expect(await versionsOf({ limit: 0 })).toEqual([]);
  });

  it('reads a stream backwards from its end or from a version, up to a limit', async () => {
    const { store } = harness();
    const stream = newStream();
    await store.append(stream, NO_STREAM, eventsOf('event', 5));
    const versionsOf = async (options: Parameters<typeof store.readStream>[1]) =>
      (await collect(store.readStream(stream, { direction: 'backwards', ...options }))).map(({ version }) => version);
    expect(await versionsOf({})).toEqual([5, 4, 3, 2, 1]);
    expect(await versionsOf({ limit: 1 })).toEqual([5]);
    expect(await versionsOf({ fromVersion: 3 })).toEqual([3, 2, 1]);
    expect(await versionsOf({ fromVersion: 3, limit: 2 })).toEqual([3, 2]);
  });

  it('reads a stream that is longer than a page completely, in both directions', async () => {
    const { store } = harness();
    const stream = newStream();
    await store.append(stream, NO_STREAM, eventsOf('event', LONG));
    const versions = (await collect(store.readStream(stream))).map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: LONG }, (_, index) => index + 1));
    const backwards = await collect(store.readStream(stream, { direction: 'backwards' }));
    expect(backwards.map(({ version }) => version)).toEqual(versions.toReversed());
  });

  it('is the same store for whoever reads it, however much is appended', async () => {
    const { store, another } = harness();
    const identity = await store.identity();
    expect(identity).not.toBe('');
    await store.append(newStream(), NO_STREAM, [eventOf('later')]);
    expect(await another.identity()).toBe(identity);
  });

  it('finds nothing in a stream that nobody has written to', async () => {
    expect(await collect(harness().store.readStream(newStream()))).toEqual([]);
  });

  it('reads the events of all streams in the order of their commits', async () => {
    const { store } = harness();
    const [one, other] = [newStream(), newStream()];
    const start = await store.lastPosition();
    await store.append(one, NO_STREAM, [eventOf('first')]);
    await store.append(other, NO_STREAM, [eventOf('second'), eventOf('third')]);
    await store.append(one, 1, [eventOf('fourth')]);
    const all = await store.readAll(start, 10);
    expect(all.map(({ metadata }) => metadata.messageId)).toEqual(['first', 'second', 'third', 'fourth']);
    expect(await store.readAll(start, 2)).toEqual(all.slice(0, 2));
    expect(await store.readAll(all[1]?.position ?? BEGINNING, 10)).toEqual(all.slice(2));
    expect(await store.lastPosition()).toBe(all[3]?.position);
    expect(await store.readAll(await store.lastPosition(), 10)).toEqual([]);
    expect(await store.countAfter(start)).toBe(4);
    expect(await store.countAfter(all[2]?.position ?? BEGINNING)).toBe(1);
    expect(await store.countAfter(await store.lastPosition())).toBe(0);
    expect(await store.recordedAfter(start)).toBe('2026-11-21T09:30:00.000Z');
    expect(await store.recordedAfter(await store.lastPosition())).toBeUndefined();
  });

  it('orders its positions as text, the beginning before all', async () => {
    const { store } = harness();
    await store.append(newStream(), NO_STREAM, eventsOf('event', 12));
    const positions = (await store.readAll(BEGINNING, 12)).map(({ position }) => position);
    expect([BEGINNING, ...positions]).toEqual([BEGINNING, ...positions].toSorted());
    expect(new Set([BEGINNING, ...positions]).size).toBe(13);
  });
}
