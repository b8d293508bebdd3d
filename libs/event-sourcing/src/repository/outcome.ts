import type { DomainEvent } from '../decider.js';
import type { StreamVersion } from '../stream.js';

/** What a command led to. No events: it had been handled before. */
export type Execution<Event extends DomainEvent> = {
  readonly events: readonly Event[];
  /** Of the stream after these events. */
  readonly version: StreamVersion;
};

/** What became of one command of several. */
export type Outcome<Event extends DomainEvent> =
  | ({ readonly outcome: 'handled' } & Execution<Event>)
  /** The decider threw this. */
  | { readonly outcome: 'failed'; readonly error: unknown }
  /** A command before it failed. */
  | { readonly outcome: 'notAttempted' };
