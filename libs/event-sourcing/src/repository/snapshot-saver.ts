import type { Log } from '@credit-ledger/kernel';
import type { StateCodec } from '../codec.js';
import type { SnapshotStore } from '../snapshot.js';
import type { StreamId } from '../stream.js';
import type { StreamState } from './stream-state.js';

/**
 * Saves a snapshot every so many events, beside the work: nobody waits for it. One that fails costs a longer read at the
 * next start, so it is only warned about; the next is due after as many events again.
 */
export class SnapshotSaver<State> {
  private readonly saving = new Set<Promise<void>>();

  constructor(
    private readonly snapshots: SnapshotStore,
    private readonly codec: StateCodec<State>,
    private readonly everyEvents: number,
    private readonly log: Log,
  ) {}

  /** Begins to save when one is due, and returns the state that knows of it. */
  saveWhenDue(stream: StreamId, current: StreamState<State>): StreamState<State> {
    if (current.version - current.snapshotVersion < this.everyEvents) return current;
    const saving = this.save(stream, current).finally(() => this.saving.delete(saving));
    this.saving.add(saving);
    return { ...current, snapshotVersion: current.version };
  }

  /** Resolves when nothing is being saved. */
  async idle(): Promise<void> {
    while (this.saving.size > 0) await Promise.all(this.saving);
  }

  private async save(
    stream: StreamId,
    { state, version, lastHash, lastRecordedAt }: StreamState<State>,
  ): Promise<void> {
    try {
      const text = this.codec.encode(state);
      await this.snapshots.save(stream, {
        version,
        stateVersion: this.codec.version,
        state: text,
        lastHash,
        lastRecordedAt,
      });
    } catch (error) {
      this.log.warn({ stream, version, err: error }, 'a snapshot could not be saved');
    }
  }
}
