import { expect, it } from '@jest/globals';
import type { StoredEvent } from '../event.js';
import { NO_STREAM } from '../stream.js';
import type { EventStoreHarness } from './event-store-harness.js';
import { eventOf, eventsOf, newStream } from './sample-events.js';

export function subscribingContract(harness: () => EventStoreHarness): void {
  it('hands over what there is and then what is appended by anybody, once and in order', async () => {
    const { store, another } = harness();
    const stream = newStream();
    const start = await store.lastPosition();
    await store.append(stream, NO_STREAM, eventsOf('caught-up', 5));
    const end = new AbortController();
    const batches: (readonly StoredEvent[])[] = [];
    const seen = (): string[] => batches.flat().map(({ metadata }) => metadata.messageId);
    const waiters = new Set<() => void>();
    const until = (count: number): Promise<void> =>
      new Promise((resolve) => {
        const check = (): void => {
          if (seen().length < count) return;
          waiters.delete(check);
          resolve();
        };
        waiters.add(check);
        check();
      });
    const subscription = store.subscribe(start, { batchSize: 2, signal: end.signal }, async (batch) => {
      batches.push(batch);
      for (const check of waiters) check();
    });
    await until(5);
    await store.append(stream, 5, [eventOf('ours')]);
    await until(6);
    await another.append(stream, 6, eventsOf('theirs', 3));
    await until(9);
    end.abort();
    await subscription;
    const caughtUp = ['caught-up-1', 'caught-up-2', 'caught-up-3', 'caught-up-4', 'caught-up-5'];
    expect(seen()).toEqual([...caughtUp, 'ours', 'theirs-1', 'theirs-2', 'theirs-3']);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(2);
  });

  it('waits for the handler before it hands over the next batch', async () => {
    const { store } = harness();
    const start = await store.lastPosition();
    await store.append(newStream(), NO_STREAM, eventsOf('event', 6));
    const end = new AbortController();
    let handling = 0;
    let batches = 0;
    await store.subscribe(start, { batchSize: 2, signal: end.signal }, async () => {
      expect(++handling).toBe(1);
      await new Promise(setImmediate);
      handling -= 1;
      if (++batches === 3) end.abort();
    });
    expect(batches).toBe(3);
  });

  it('rejects with what the handler threw and hands over nothing more', async () => {
    const { store } = harness();
    const start = await store.lastPosition();
    await store.append(newStream(), NO_STREAM, eventsOf('event', 4));
    let batches = 0;
    const subscription = store.subscribe(start, { batchSize: 1, signal: new AbortController().signal }, () => {
      batches += 1;
      return Promise.reject(new Error('poison'));
    });
    await expect(subscription).rejects.toThrow('poison');
    expect(batches).toBe(1);
  });

  it('ends when it is told to while it waits, and when it was told to before', async () => {
    const { store } = harness();
    const start = await store.lastPosition();
    const end = new AbortController();
    const subscription = store.subscribe(start, { batchSize: 10, signal: end.signal }, () => Promise.resolve());
    await new Promise(setImmediate);
    end.abort();
    await subscription;
    await store.subscribe(start, { batchSize: 10, signal: AbortSignal.abort() }, () =>
      Promise.reject(new Error('called')),
    );
  });
}
