import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BEGINNING,
  EventStoreUnavailableError,
  NO_STREAM,
  type EventToAppend,
  type StoredEvent,
} from '@credit-ledger/event-sourcing';
import { collect, eventOf, eventsOf, newStream } from '@credit-ledger/event-sourcing/contract';
import { eventually, freePort } from '@credit-ledger/testing';
import { FAULTS } from '../test/fake-answers.js';
import { FakeKurrentDb } from '../test/fake-kurrentdb.js';
import type { Proposed } from '../test/fake-log.js';
import { StoresAt } from '../test/stores-at.js';
import { toEventData } from './recorded-events.js';
import type { KurrentEventStore } from './index.js';

const foreign = (data = '{}', metadata = '{}'): Proposed => ({
  id: randomUUID(),
  type: 'Foreign',
  contentType: 'application/json',
  data: Buffer.from(data),
  metadata: Buffer.from(metadata),
});

/** As they are stored, under ids that another program made. */
const proposedOf = (events: readonly EventToAppend[]): Proposed[] =>
  toEventData(events).map((event) => ({ ...event, id: randomUUID(), metadata: event.metadata as Uint8Array }));

describe('a server that others use too', () => {
  let fake: FakeKurrentDb;
  let stores: StoresAt;
  beforeEach(async () => {
    fake = await FakeKurrentDb.start();
    stores = new StoresAt();
  });
  afterEach(async () => {
    await stores.close();
    fake.close();
  });

  it('shows readers of all streams none of theirs, none of its own and none of another namespace', async () => {
    const [ours, plain] = [stores.open(fake.url('tls=false&namespace=ours')), stores.open(fake.url())];
    const stream = newStream();
    for (let version = 0; version < 4; version++) {
      fake.log.append('$stats-0.0.0.0:2113', 'any', [foreign()]);
      fake.log.append(`theirs.${stream}`, 'any', [foreign()]);
      await ours.append(stream, version, [eventOf(`ours-${version}`)]);
      await plain.append(stream, version, [eventOf(`plain-${version}`)]);
    }
    fake.log.append('$stats-0.0.0.0:2113', 'any', [foreign()]);
    const messagesOf = (events: readonly StoredEvent[]) => events.map(({ metadata }) => metadata.messageId);
    for (const [store, name] of [[ours, 'ours'] as const, [plain, 'plain'] as const]) {
      const all = await store.readAll(BEGINNING, 100);
      expect(messagesOf(all)).toEqual([0, 1, 2, 3].map((version) => `${name}-${version}`));
      expect(all.map(({ streamId }) => streamId)).toEqual([stream, stream, stream, stream]);
      expect(await store.readAll(all[1]?.position ?? BEGINNING, 1)).toEqual(all.slice(2, 3));
      expect(await store.lastPosition()).toBe(all[3]?.position);
      expect(await store.countAfter(all[0]?.position ?? BEGINNING)).toBe(3);
    }
  });

  it('is not asked more of than the calls that were meant', async () => {
    const store = stores.open(fake.url());
    await store.append(newStream(), NO_STREAM, eventsOf('event', 3));
    expect(fake.calls).toEqual(['append']);
  });

  it('recognises an append by message ids and hashes when its events were copied there under other ids', async () => {
    const store = stores.open(fake.url());
    const stream = newStream();
    const events = eventsOf('copied', 2);
    fake.log.append(stream, -1, proposedOf(events));
    expect(await store.append(stream, NO_STREAM, events)).toEqual({ outcome: 'appended', version: 2 });
    expect(await store.append(stream, NO_STREAM, eventsOf('other', 2))).toEqual({ outcome: 'conflict' });
  });

  it('hands over events that somebody else wrote into our streams, as far as they can be read', async () => {
    const store = stores.open(fake.url());
    const stream = newStream();
    fake.log.append(stream, -1, [foreign('{"a":1}', 'no json')]);
    expect(await collect(store.readStream(stream))).toMatchObject([{ version: 1, data: '{"a":1}', schemaVersion: 0 }]);
    expect(await store.recordedAfter(BEGINNING)).toMatch(/^2024-11-/);
  });
});

describe('following all streams', () => {
  let fake: FakeKurrentDb;
  let stores: StoresAt;
  let end: AbortController;
  let seen: string[];
  beforeEach(async () => {
    fake = await FakeKurrentDb.start();
    stores = new StoresAt();
    end = new AbortController();
    seen = [];
  });
  afterEach(async () => {
    end.abort();
    await stores.close();
    fake.close();
  });
  const follow = (
    store: KurrentEventStore,
    handle: (batch: readonly StoredEvent[]) => Promise<void> = async () => undefined,
  ) =>
    store.subscribe(BEGINNING, { batchSize: 100, signal: end.signal }, async (batch) => {
      await handle(batch);
      seen.push(...batch.map(({ metadata }) => metadata.messageId));
    });
  const untilSeen = (count: number) => eventually(() => seen.length >= count);

  it('goes on after the last event that was handled when the server was away', async () => {
    const port = await freePort();
    let server = await FakeKurrentDb.start({ port });
    const store = stores.open(server.url());
    const stream = newStream();
    await store.append(stream, NO_STREAM, eventsOf('before', 2));
    const following = follow(store);
    await untilSeen(2);
    await store.append(stream, 2, [eventOf('live')]);
    await untilSeen(3);
    server.close();
    server = await FakeKurrentDb.start({ port, log: server.log });
    await store.append(stream, 3, [eventOf('after')]);
    await untilSeen(4);
    end.abort();
    await following;
    server.close();
    expect(seen).toEqual(['before-1', 'before-2', 'live', 'after']);
    expect(stores.warnings.map(({ message }) => message)).toContain(
      'following the event store failed and begins again',
    );
  });

  it('says that it cannot go on when the server stays away', async () => {
    const store = stores.open(fake.url());
    const following = follow(store);
    await store.append(newStream(), NO_STREAM, [eventOf('one')]);
    await untilSeen(1);
    fake.close();
    await expect(following).rejects.toThrow(EventStoreUnavailableError);
  });

  it('says at once that access was denied', async () => {
    const store = stores.open(fake.url());
    fake.failNext('read', FAULTS.denied);
    await expect(follow(store)).rejects.toThrow('denied access');
    expect(stores.warnings).toEqual([]);
  });

  it('leaves the server waiting while the handler is busy, whatever is appended meanwhile', async () => {
    const store = stores.open(fake.url());
    const stream = newStream();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let isBusy = false;
    const following = follow(store, async (batch) => {
      isBusy = batch[0]?.metadata.messageId === 'live-1';
      if (isBusy) await held;
    });
    await eventually(() => fake.followed === 1);
    const many = 8_000;
    const events = eventsOf('live', many);
    for (const event of events) fake.log.append(stream, 'any', proposedOf([event]));
    await eventually(() => isBusy);
    // What the server has sent stops growing long before it has sent everything.
    let sent = -1;
    await eventually(
      () => {
        const isStanding = sent === fake.sent;
        sent = fake.sent;
        return isStanding;
      },
      { everyMs: 200 },
    );
    expect(sent).toBeLessThan(many / 2);
    release();
    await untilSeen(many);
    end.abort();
    await following;
    expect(seen).toEqual(events.map(({ metadata }) => metadata.messageId));
  });
});
