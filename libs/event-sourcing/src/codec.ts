import type { DomainEvent } from './decider.js';

export type EncodedEvent = {
  readonly type: string;
  readonly schemaVersion: number;
  /** JSON text, in which credits and other bigints are decimal strings. */
  readonly data: string;
};

/**
 * Turns domain events into what is stored, and back. `decode` is given the version in which an event was written, and
 * brings older shapes up to today's; it throws for a type or version it does not know, because an event that is skipped
 * makes every later state wrong.
 */
export interface EventCodec<Event extends DomainEvent> {
  encode(event: Event): EncodedEvent;
  decode(stored: EncodedEvent): Event;
}

/** Turns state into the text of a snapshot, and back. `version` changes with the state's shape or with `evolve`. */
export interface StateCodec<State> {
  readonly version: number;
  encode(state: State): string;
  decode(text: string): State;
}
