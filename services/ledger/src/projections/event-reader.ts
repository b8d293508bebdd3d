import type { StoredEvent } from '@credit-ledger/event-sourcing';
import type { Checkpoint, ReaderName } from './checkpoint.js';

/** A checkpointed reader of the event store. */
export interface EventReader {
  readonly name: ReaderName;
  loadCheckpoint(): Promise<Checkpoint>;
  /**
   * Applies the events after `from`, in order, and moves the checkpoint.
   * @throws CheckpointMovedError when another process was faster; nothing was applied then.
   * @throws what `failureKindOf` calls final, such as InvariantViolation, for events that it can never apply.
   */
  apply(from: Checkpoint, batch: readonly StoredEvent[]): Promise<Checkpoint>;
}
