import { expect, it } from '@jest/globals';
import { InvariantViolation } from '@credit-ledger/kernel';
import { AppendRefusedError } from '../event-store-errors.js';
import { NO_STREAM, type StreamId } from '../stream.js';
import type { EventStoreHarness } from './event-store-harness.js';
import { collect, eventOf, eventsOf, newStream } from './sample-events.js';

export function appendingContract(harness: () => EventStoreHarness): void {
  it('returns every field of an event exactly as it was appended', async () => {
    const { store } = harness();
    const stream = newStream();
    const data =
      '{ "b": "1",\n\t"a": 1.50e2, "a": "\\u0000 é 写真 \\"quoted\\" \\\\ ,{}", "big": 12345678901234567890 }';
    const event = eventOf('message-1', { data });
    await store.append(stream, NO_STREAM, [event]);
    const [stored] = await collect(store.readStream(stream));
    expect(stored).toEqual({ ...event, streamId: stream, version: 1, position: expect.any(String) });
  });

  it('keeps names as they are, whatever their characters', async () => {
    const { store } = harness();
    const stream = `${newStream()} "quoted" \\ {},NULL\n` as StreamId;
    const event = { ...eventOf('message-1'), type: 'With "quotes", \\ and {commas}' };
    await store.append(stream, NO_STREAM, [event]);
    expect(await collect(store.readStream(stream))).toMatchObject([{ streamId: stream, type: event.type }]);
  });

  it('counts a stream up from 1 over several appends', async () => {
    const { store } = harness();
    const stream = newStream();
    expect(await store.append(stream, NO_STREAM, eventsOf('a', 3))).toEqual({ outcome: 'appended', version: 3 });
    expect(await store.append(stream, 3, eventsOf('b', 2))).toEqual({ outcome: 'appended', version: 5 });
    const stored = await collect(store.readStream(stream));
    expect(stored.map(({ version, metadata }) => [version, metadata.messageId])).toEqual([
      [1, 'a-1'],
      [2, 'a-2'],
      [3, 'a-3'],
      [4, 'b-1'],
      [5, 'b-2'],
    ]);
  });

  it.each([
    ['behind the stream, so that nothing is overwritten', 1],
    ['ahead of the stream, so that no version is left out', 7],
  ])('refuses an expected version %s', async (_, expectedVersion) => {
    const { store } = harness();
    const stream = newStream();
    await store.append(stream, NO_STREAM, eventsOf('first', 2));
    expect(await store.append(stream, expectedVersion, [eventOf('second')])).toEqual({ outcome: 'conflict' });
    expect(await collect(store.readStream(stream))).toHaveLength(2);
  });

  it('refuses to begin a stream at a later version than its first', async () => {
    const { store } = harness();
    const stream = newStream();
    expect(await store.append(stream, 1, [eventOf('early')])).toEqual({ outcome: 'conflict' });
    expect(await collect(store.readStream(stream))).toEqual([]);
  });

  it('recognises an append that is repeated, whatever was appended since, and stores it once', async () => {
    const { store } = harness();
    const stream = newStream();
    const events = eventsOf('repeated', 2);
    await store.append(stream, NO_STREAM, events);
    expect(await store.append(stream, NO_STREAM, events)).toEqual({ outcome: 'appended', version: 2 });
    await store.append(stream, 2, [eventOf('later')]);
    expect(await store.append(stream, NO_STREAM, events)).toEqual({ outcome: 'appended', version: 2 });
    expect(await collect(store.readStream(stream))).toHaveLength(3);
  });

  it('takes the same message with another hash for a conflict, as the caller would chain to what is not stored', async () => {
    const { store } = harness();
    const stream = newStream();
    await store.append(stream, NO_STREAM, [eventOf('message', { hash: 'one' })]);
    const other = [eventOf('message', { hash: 'other' })];
    expect(await store.append(stream, NO_STREAM, other)).toEqual({ outcome: 'conflict' });
  });

  it('takes an append of which only a part is stored for a conflict', async () => {
    const { store } = harness();
    const stream = newStream();
    const events = eventsOf('part', 2);
    await store.append(stream, NO_STREAM, events.slice(0, 1));
    expect(await store.append(stream, NO_STREAM, events)).toEqual({ outcome: 'conflict' });
    expect(await collect(store.readStream(stream))).toHaveLength(1);
  });

  it.each([
    ['cut off', '{"cut": '],
    ['empty', ''],
    ['two texts around a control character', '1\u001e2'],
    ['text with a raw control character', '"\u001e"'],
  ])('refuses data that is not JSON (%s), and stores what else was appended with it', async (_, data) => {
    const { store } = harness();
    const [before, broken, after] = [newStream(), newStream(), newStream()];
    const appends = [before, broken, after].map((stream) => ({
      stream,
      expectedVersion: NO_STREAM,
      events: [eventOf(`of ${stream}`, stream === broken ? { data } : {})],
    }));
    await expect(store.appendMany(appends)).rejects.toThrow(AppendRefusedError);
    const stored = await Promise.all([before, broken, after].map((stream) => collect(store.readStream(stream))));
    expect(stored.map((events) => events.map(({ metadata }) => metadata.messageId))).toEqual([
      [`of ${before}`],
      [],
      [`of ${after}`],
    ]);
  });

  it('refuses an append without events', async () => {
    await expect(harness().store.append(newStream(), NO_STREAM, [])).rejects.toThrow(InvariantViolation);
  });
}
