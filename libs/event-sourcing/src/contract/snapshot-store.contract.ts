import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantOf } from '@credit-ledger/kernel';
import type { Snapshot, SnapshotStore } from '../snapshot.js';
import { newStream } from './sample-events.js';

export interface SnapshotStoreHarness {
  readonly snapshots: SnapshotStore;
  close(): Promise<void>;
}

const snapshotAt = (version: number, stateVersion = 1): Snapshot => ({
  version,
  stateVersion,
  state: `{ "lots": [],\t"at": "${version}" }`,
  lastHash: `hash ${version}`,
  lastRecordedAt: instantOf(version),
});

/** What every store of snapshots must do. Each adapter runs it in a spec of its own; importable from specs only. */
export function snapshotStoreContract(name: string, makeHarness: () => Promise<SnapshotStoreHarness>): void {
  describe(`the snapshot store ${name}`, () => {
    let harness: SnapshotStoreHarness;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    afterAll(() => harness.close());

    it('returns a snapshot as it was saved, and none for another stream', async () => {
      const stream = newStream();
      await harness.snapshots.save(stream, snapshotAt(7));
      expect(await harness.snapshots.load(stream, 1)).toEqual(snapshotAt(7));
      expect(await harness.snapshots.load(newStream(), 1)).toBeUndefined();
    });

    it('replaces a snapshot by a later one, never by an earlier one', async () => {
      const stream = newStream();
      for (const version of [10, 20, 15]) await harness.snapshots.save(stream, snapshotAt(version));
      expect(await harness.snapshots.load(stream, 1)).toEqual(snapshotAt(20));
    });

    it('keeps versions of the state apart, so that two releases can run side by side', async () => {
      const stream = newStream();
      await harness.snapshots.save(stream, snapshotAt(10, 1));
      await harness.snapshots.save(stream, snapshotAt(5, 2));
      expect(await harness.snapshots.load(stream, 1)).toEqual(snapshotAt(10, 1));
      expect(await harness.snapshots.load(stream, 2)).toEqual(snapshotAt(5, 2));
      expect(await harness.snapshots.load(stream, 3)).toBeUndefined();
    });
  });
}
