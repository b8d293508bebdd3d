import type { Snapshot, SnapshotStore } from '../snapshot.js';
import type { StreamId } from '../stream.js';

/** Snapshots for specs. */
export class InMemorySnapshotStore implements SnapshotStore {
  private readonly snapshots = new Map<string, Snapshot>();

  load(stream: StreamId, stateVersion: number): Promise<Snapshot | undefined> {
    return Promise.resolve(this.snapshots.get(keyOf(stream, stateVersion)));
  }

  save(stream: StreamId, snapshot: Snapshot): Promise<void> {
    const key = keyOf(stream, snapshot.stateVersion);
    if ((this.snapshots.get(key)?.version ?? 0) < snapshot.version) this.snapshots.set(key, snapshot);
    return Promise.resolve();
  }
}

const keyOf = (stream: StreamId, stateVersion: number): string => `${stateVersion} ${stream}`;
