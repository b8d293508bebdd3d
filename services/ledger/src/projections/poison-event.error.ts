import type { StoredEvent } from '@credit-ledger/event-sourcing';
import type { ReaderName } from './checkpoint.js';

/**
 * An event that a reader can never apply. Its message is shown by `/health/ready`, to everybody: where and what kind of
 * failure. The cause, which may repeat what is in the event, is for the log.
 */
export class PoisonEventError extends Error {
  /** What kind of failure it was; nothing of what is in the event. */
  readonly failure: string;

  constructor(
    readonly reader: ReaderName,
    readonly event: Pick<StoredEvent, 'position' | 'type' | 'streamId' | 'metadata'>,
    cause: unknown,
  ) {
    super(`${reader} stopped at the poison event at position ${event.position} (${kindOf(cause)}); see the log`, {
      cause,
    });
    this.name = 'PoisonEventError';
    this.failure = kindOf(cause);
  }
}

/** The SQLSTATE of an error of PostgreSQL, else the name. */
function kindOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
