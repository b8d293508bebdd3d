import { expect, it } from '@jest/globals';
import type { StoredEvent } from '../event.js';
import type { EventStore } from '../event-store.js';
import { NO_STREAM, type Position, type StreamId } from '../stream.js';
import type { EventStoreHarness } from './event-store-harness.js';
import { collect, eventOf, newStream } from './sample-events.js';

export function concurrencyContract(harness: () => EventStoreHarness): void {
  it('lets exactly one of several processes have a version', async () => {
    const { store, another } = harness();
    const stream = newStream();
    for (let version = 0; version < 30; version++) {
      const results = await Promise.all([
        store.append(stream, version, [eventOf(`${version}-a`)]),
        another.append(stream, version, [eventOf(`${version}-b`)]),
        store.append(stream, version, [eventOf(`${version}-c`)]),
        another.append(stream, version, [eventOf(`${version}-d`)]),
      ]);
      expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
    }
    expect((await collect(store.readStream(stream))).map(({ version }) => version)).toEqual(upTo(30));
  });

  it('rejects the one append that is too late and commits the others sent with it', async () => {
    const { store } = harness();
    const [taken, ...free] = Array.from({ length: 20 }, newStream) as [StreamId, ...StreamId[]];
    await store.append(taken, NO_STREAM, [eventOf('earlier')]);
    const appends = [...free.slice(0, 10), taken, ...free.slice(10)].map((stream) => ({
      stream,
      expectedVersion: NO_STREAM,
      events: [eventOf(`of ${stream}`)],
    }));
    const results = await store.appendMany(appends);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 10 }, () => 'appended'),
      'conflict',
      ...Array.from({ length: 9 }, () => 'appended'),
    ]);
  });

  it('commits each of many overlapping batches of two processes exactly once', async () => {
    const { store, another } = harness();
    const streams = Array.from({ length: 25 }, newStream);
    const batchOf = (messageId: string, expectedVersion: number) =>
      streams.map((stream) => ({ stream, expectedVersion, events: [eventOf(`${messageId} ${stream}`)] }));
    for (let version = 0; version < 8; version++) {
      const [ours, theirs] = await Promise.all([
        store.appendMany(batchOf(`ours-${version}`, version)),
        another.appendMany(batchOf(`theirs-${version}`, version)),
      ]);
      streams.forEach((_, index) =>
        expect([ours[index]?.outcome, theirs[index]?.outcome].toSorted()).toEqual(['appended', 'conflict']),
      );
    }
  });

  it('shows a reader that only remembers its position every event once, in order, while others write', async () => {
    const { store, another } = harness();
    const start = await store.lastPosition();
    let writing = true;
    const reader = readUntil(store, start, () => !writing);
    const streams = await Promise.all([store, another, store, another].map((writer) => writeStreams(writer, 5, 30)));
    writing = false;
    const seen = await reader;
    expect(seen).toHaveLength(4 * 5 * 30);
    expect(seen.map(({ position }) => position)).toEqual(seen.map(({ position }) => position).toSorted());
    for (const stream of streams.flat()) {
      const versions = seen.filter(({ streamId }) => streamId === stream).map(({ version }) => version);
      expect(versions).toEqual(upTo(30));
    }
  });
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Reads on from where it stood each time, as a projection does, until it has seen everything after the end was called. */
async function readUntil(store: EventStore, after: Position, isOver: () => boolean): Promise<StoredEvent[]> {
  const seen: StoredEvent[] = [];
  for (let position = after; ;) {
    const wasOver = isOver();
    const batch = await store.readAll(position, 7);
    if (batch.length === 0 && wasOver) return seen;
    seen.push(...batch);
    position = batch.at(-1)?.position ?? position;
    await new Promise(setImmediate);
  }
}

async function writeStreams(writer: EventStore, streamCount: number, versions: number): Promise<StreamId[]> {
  const streams = Array.from({ length: streamCount }, newStream);
  await Promise.all(
    streams.map(async (stream) => {
      for (let version = 0; version < versions; version++) {
        await writer.append(stream, version, [eventOf(`${stream}-${version}`)]);
      }
    }),
  );
  return streams;
}
