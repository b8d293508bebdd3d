import type { Instant } from '@credit-ledger/kernel';
import type { StreamId, StreamVersion } from './stream.js';

/** The state of a stream at a version, and where its hash chain and its clock stand there. A cache: the stream is the truth. */
export type Snapshot = {
  readonly version: StreamVersion;
  readonly stateVersion: number;
  /** As a `StateCodec` of that version wrote it. */
  readonly state: string;
  readonly lastHash: string;
  readonly lastRecordedAt: Instant;
};

export interface SnapshotStore {
  /** The newest snapshot in this version of the state. */
  load(stream: StreamId, stateVersion: number): Promise<Snapshot | undefined>;
  /** Never replaces a snapshot of a later version of the stream, since two processes may save in either order. */
  save(stream: StreamId, snapshot: Snapshot): Promise<void>;
}
