import type { Log } from '@credit-ledger/kernel';
import type { EventStore } from '@credit-ledger/event-sourcing';
import type { BackgroundWork } from '@credit-ledger/nest-platform';
import type { EventReader } from './event-reader.js';
import { followEvents, type ReaderState } from './follow-events.js';
import type { ReaderControl } from './reader-control.js';

/** A reader that follows the event store from start to stop. */
export class FollowingReader implements BackgroundWork {
  private readonly stopping = new AbortController();
  private readonly state: ReaderState = { stoppedBy: undefined };
  private running: Promise<void> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly reader: EventReader,
    private readonly log: Log,
    private readonly control: ReaderControl,
  ) {}

  start(): void {
    this.running ??= followEvents(this.store, this.reader, this.state, this.log, this.control, this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  get isStopped(): boolean {
    return this.state.stoppedBy !== undefined;
  }

  /** @throws PoisonEventError while one keeps the reader from going on: the service is not ready then. */
  assertFollowing(): Promise<void> {
    const { stoppedBy } = this.state;
    return stoppedBy === undefined ? Promise.resolve() : Promise.reject(stoppedBy);
  }
}
