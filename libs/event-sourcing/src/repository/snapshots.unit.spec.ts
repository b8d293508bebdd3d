import { describe, expect, it } from '@jest/globals';
import { add, NOON, recordingLog, tallies, TALLY, tallyStateCodec } from '../../test/tally.js';
import type { EventStore, ReadStreamOptions } from '../event-store.js';
import { InMemoryEventStore } from '../in-memory/in-memory-event-store.js';
import { InMemorySnapshotStore } from '../in-memory/in-memory-snapshot-store.js';
import type { SnapshotStore } from '../snapshot.js';
import type { StreamId } from '../stream.js';
import { verifyChain } from '../verify-chain.js';

class WatchedStore extends InMemoryEventStore {
  readonly readsFrom: (number | undefined)[] = [];

  override readStream(stream: StreamId, options?: ReadStreamOptions) {
    this.readsFrom.push(options?.fromVersion);
    return super.readStream(stream, options);
  }
}

const ones = (count: number) => Array.from({ length: count }, () => add(1));

describe('snapshots', () => {
  it('are saved every so many events, also when a batch jumps over the mark', async () => {
    const snapshots = new InMemorySnapshotStore();
    const repository = tallies({ snapshots, snapshotEveryEvents: 10 });
    const versions: (number | undefined)[] = [];
    for (const count of [9, 1, 25, 1, 8]) {
      await repository.executeAll(TALLY, ones(count));
      await repository.idle();
      versions.push((await snapshots.load(TALLY, 1))?.version);
    }
    expect(versions).toEqual([undefined, 10, 35, 35, 35]);
  });

  it('spare a restarted process the events before them', async () => {
    const store = new WatchedStore();
    const snapshots = new InMemorySnapshotStore();
    const repository = tallies({ store, snapshots, snapshotEveryEvents: 10 });
    await repository.executeAll(TALLY, ones(12));
    await repository.executeAll(TALLY, ones(3));
    await repository.idle();
    store.readsFrom.length = 0;
    const restarted = tallies({ store, snapshots });
    expect(await restarted.execute(TALLY, add(1))).toMatchObject({ version: 16 });
    expect(await restarted.load(TALLY)).toMatchObject({ state: { total: 16 } });
    expect(store.readsFrom).toEqual([13, 17]);
    expect(await verifyChain(store.readStream(TALLY))).toMatchObject({ intact: true, eventsVerified: 16 });
  });

  it('are not read for a stream in the cache; one that was pushed out is loaded again', async () => {
    const store = new WatchedStore();
    const repository = tallies({ store, cacheEntriesMax: 1, snapshotEveryEvents: 2 });
    const other = 'tally-2' as StreamId;
    await repository.executeAll(TALLY, ones(5));
    await repository.execute(TALLY, add(1));
    expect(store.readsFrom).toEqual([1]);
    await repository.execute(other, add(1));
    await repository.idle();
    await repository.execute(TALLY, add(1));
    expect(store.readsFrom).toEqual([1, 1, 6]);
  });

  it('never keep an answer waiting, and one that fails is only warned about', async () => {
    const log = recordingLog();
    let refuse: (error: Error) => void = () => undefined;
    const snapshots: SnapshotStore = {
      load: () => Promise.resolve(undefined),
      save: () => new Promise((_, reject) => (refuse = reject)),
    };
    const repository = tallies({ snapshots, snapshotEveryEvents: 1, log });
    expect(await repository.execute(TALLY, add(1))).toMatchObject({ version: 1 });
    refuse(new Error('disk full'));
    await repository.idle();
    expect(log.warnings).toEqual(['a snapshot could not be saved']);
  });

  it('of another version of the state are ignored', async () => {
    const store = new InMemoryEventStore();
    const snapshots = new InMemorySnapshotStore();
    const old = tallies({ store, snapshots, snapshotEveryEvents: 1 });
    await old.execute(TALLY, add(3));
    await old.idle();
    const decode = (): never => {
      throw new Error('the shape has changed');
    };
    const upgraded = tallies({ store, snapshots, stateCodec: { ...tallyStateCodec, version: 2, decode } });
    expect(await upgraded.load(TALLY)).toMatchObject({ state: { total: 3 } });
  });

  it('that cannot be read are warned about, and the stream is read instead', async () => {
    const store = new InMemoryEventStore();
    await tallies({ store }).execute(TALLY, add(3));
    const snapshots = new InMemorySnapshotStore();
    const broken = { version: 1, stateVersion: 1, state: '{', lastHash: '', lastRecordedAt: NOON };
    await snapshots.save(TALLY, broken);
    const log = recordingLog();
    expect(await tallies({ store, snapshots, log }).load(TALLY)).toMatchObject({ state: { total: 3 }, version: 1 });
    expect(log.warnings).toEqual(['a snapshot cannot be read and is made anew']);
  });

  it('that do not belong to the stream are found out by its chain', async () => {
    const store = new InMemoryEventStore();
    const snapshots = new InMemorySnapshotStore();
    await tallies({ store }).executeAll(TALLY, ones(2));
    const state = '{"total":9,"lastSequence":"0"}';
    await snapshots.save(TALLY, { version: 1, stateVersion: 1, state, lastHash: 'other', lastRecordedAt: NOON });
    await expect(tallies({ store, snapshots }).load(TALLY)).rejects.toThrow('does not continue version 1');
  });

  it('that are ahead of a stream which has lost events stop whoever would append on top', async () => {
    const snapshots = new InMemorySnapshotStore();
    const before = tallies({ snapshots, snapshotEveryEvents: 1 });
    await before.executeAll(TALLY, ones(3));
    await before.idle();
    await expect(tallies({ snapshots }).execute(TALLY, add(1))).rejects.toThrow('has lost events');
  });
});

it('a cached state that is ahead of its stream stops whoever would append on top, and is then forgotten', async () => {
  const [full, restored] = [new InMemoryEventStore(), new InMemoryEventStore()];
  let current = full;
  const store: EventStore = {
    append: (...append) => current.append(...append),
    appendMany: (appends) => current.appendMany(appends),
    readStream: (...read) => current.readStream(...read),
    readAll: (...read) => current.readAll(...read),
    lastPosition: () => current.lastPosition(),
    countAfter: (position) => current.countAfter(position),
    recordedAfter: (position) => current.recordedAfter(position),
    subscribe: (...subscription) => current.subscribe(...subscription),
    identity: () => current.identity(),
    close: () => current.close(),
  };
  const repository = tallies({ store });
  await repository.executeAll(TALLY, ones(3));
  current = restored;
  await expect(repository.execute(TALLY, add(1))).rejects.toThrow('has lost events');
  expect(await repository.execute(TALLY, add(1))).toMatchObject({ version: 1 });
});
