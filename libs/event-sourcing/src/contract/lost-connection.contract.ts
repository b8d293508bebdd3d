import { expect, it } from '@jest/globals';
import { AppendOutcomeUnknownError } from '../event-store-errors.js';
import { NO_STREAM } from '../stream.js';
import type { EventStoreHarness } from './event-store-harness.js';
import { collect, eventOf, eventsOf, newStream } from './sample-events.js';

export function lostConnectionContract(harness: () => EventStoreHarness): void {
  it.each(['beforeCommit', 'afterCommit'] as const)('appends once when the connection is lost %s', async (moment) => {
    const { store, loseConnection } = harness();
    const stream = newStream();
    const events = eventsOf('event', 2);
    loseConnection({ moment });
    expect(await store.append(stream, NO_STREAM, events)).toEqual({ outcome: 'appended', version: 2 });
    expect(await collect(store.readStream(stream))).toHaveLength(2);
    expect(await store.append(stream, 2, [eventOf('next')])).toEqual({ outcome: 'appended', version: 3 });
  });

  it('finds out that somebody else had the version when the connection was lost before the commit', async () => {
    const { store, another, loseConnection } = harness();
    const stream = newStream();
    loseConnection({ moment: 'beforeCommit', meanwhile: () => another.append(stream, NO_STREAM, [eventOf('theirs')]) });
    expect(await store.append(stream, NO_STREAM, [eventOf('ours')])).toEqual({ outcome: 'conflict' });
    expect((await collect(store.readStream(stream))).map(({ metadata }) => metadata.messageId)).toEqual(['theirs']);
  });

  it('answers appended even when somebody else has appended on top before the answer was found out', async () => {
    const { store, another, loseConnection } = harness();
    const stream = newStream();
    loseConnection({ moment: 'afterCommit', meanwhile: () => another.append(stream, 1, [eventOf('on top')]) });
    expect(await store.append(stream, NO_STREAM, [eventOf('ours')])).toEqual({ outcome: 'appended', version: 1 });
    expect(await collect(store.readStream(stream))).toHaveLength(2);
  });

  it('gives every append of a lost batch its own answer', async () => {
    const { store, loseConnection } = harness();
    const streams = Array.from({ length: 10 }, newStream);
    const appends = streams.map((stream) => ({ stream, expectedVersion: NO_STREAM, events: eventsOf('event', 2) }));
    loseConnection({ moment: 'afterCommit' });
    expect(await store.appendMany(appends)).toEqual(streams.map(() => ({ outcome: 'appended', version: 2 })));
    for (const stream of streams) expect(await collect(store.readStream(stream))).toHaveLength(2);
  });

  it('says that the outcome is unknown when the connection stays lost; repeating it later settles it', async () => {
    const { store, loseConnection } = harness();
    const stream = newStream();
    loseConnection({ moment: 'afterCommit', times: Infinity });
    await expect(store.append(stream, NO_STREAM, [eventOf('ours')])).rejects.toThrow(AppendOutcomeUnknownError);
    loseConnection({ moment: 'afterCommit', times: 0 });
    expect(await store.append(stream, NO_STREAM, [eventOf('ours')])).toEqual({ outcome: 'appended', version: 1 });
    expect(await collect(store.readStream(stream))).toHaveLength(1);
  });
}
