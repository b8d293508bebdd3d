import type { AppendResult, EventStore, EventToAppend, StreamId, StreamVersion } from '../src/index.js';

export type HeldAppend = { readonly events: readonly EventToAppend[]; release(): void; fail(error: Error): void };

/** Keeps every append until it is released, so that a spec decides what happens meanwhile. */
export function holdAppends(store: EventStore): { readonly store: EventStore; nextAppend(): Promise<HeldAppend> } {
  const held: HeldAppend[] = [];
  const waiting: ((append: HeldAppend) => void)[] = [];
  const append = (
    stream: StreamId,
    expectedVersion: StreamVersion,
    events: readonly EventToAppend[],
  ): Promise<AppendResult> =>
    new Promise((resolve, reject) => {
      const release = (): void => void store.append(stream, expectedVersion, events).then(resolve, reject);
      const one = { events, release, fail: reject };
      const taker = waiting.shift();
      if (taker === undefined) held.push(one);
      else taker(one);
    });
  return {
    store: {
      append,
      appendMany: (appends) => store.appendMany(appends),
      readStream: (stream, options) => store.readStream(stream, options),
      readAll: (after, limit) => store.readAll(after, limit),
      lastPosition: () => store.lastPosition(),
      countAfter: (position) => store.countAfter(position),
      recordedAfter: (position) => store.recordedAfter(position),
      subscribe: (after, options, handle) => store.subscribe(after, options, handle),
      identity: () => store.identity(),
      close: () => store.close(),
    },
    nextAppend: () => {
      const one = held.shift();
      return one === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(one);
    },
  };
}
