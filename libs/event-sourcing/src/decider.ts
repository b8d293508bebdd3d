import type { ActorId, Instant } from '@credit-ledger/kernel';
import type { EventMetadata } from './event.js';

/** Who asked for something and in which message. */
export type CommandMetadata = {
  readonly messageId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: ActorId;
  /** The producing service and its epoch, `billing#1`. */
  readonly source: string;
  /** Of the message among those of its source for this aggregate; undefined when the source numbers nothing. */
  readonly sequence: bigint | undefined;
  /** Business time; the moment of deciding unless given. */
  readonly effectiveAt?: Instant;
};

export type CommandMessage = { readonly type: string; readonly data: unknown; readonly metadata: CommandMetadata };

export type DomainEvent = { readonly type: string; readonly data: unknown };

/** An event as it is replayed. */
export type Recorded<Event extends DomainEvent> = Event & { readonly metadata: EventMetadata };

/**
 * The rules of one aggregate, without time, randomness and IO.
 *
 * `decide` throws to refuse a command; no events mean that the command was handled before. `evolve` returns a new state
 * and leaves the given one as it is: a decision is thrown away when its append meets a conflict.
 */
export interface Decider<Command extends CommandMessage, Event extends DomainEvent, State> {
  readonly initialState: () => State;
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Recorded<Event>) => State;
}
