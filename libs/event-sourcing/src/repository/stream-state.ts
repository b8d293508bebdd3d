import type { Instant } from '@credit-ledger/kernel';
import type { StreamVersion } from '../stream.js';

/** What must be known of a stream to decide on it and to append to it. */
export type StreamState<State> = {
  readonly state: State;
  readonly version: StreamVersion;
  readonly lastHash: string;
  readonly lastRecordedAt: Instant;
  /** Of the newest snapshot that was saved or is being saved. */
  readonly snapshotVersion: StreamVersion;
};
