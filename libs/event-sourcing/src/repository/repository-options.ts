import { noMetrics, type Clock, type Log, type Metrics } from '@credit-ledger/kernel';
import type { EventCodec, StateCodec } from '../codec.js';
import type { CommandMessage, Decider, DomainEvent } from '../decider.js';
import type { EventStore } from '../event-store.js';
import type { SnapshotStore } from '../snapshot.js';

export type RepositoryOptions<Command extends CommandMessage, Event extends DomainEvent, State> = {
  readonly store: EventStore;
  readonly decider: Decider<Command, Event, State>;
  readonly eventCodec: EventCodec<Event>;
  readonly stateCodec: StateCodec<State>;
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** How many streams' states are kept in memory. */
  readonly cacheEntriesMax?: number;
  /** A snapshot is saved when a stream has grown by so many events since its last. */
  readonly snapshotEveryEvents?: number;
  /** How often commands are decided because another process keeps changing the stream meanwhile. */
  readonly attemptsMax?: number;
  /** How many calls are decided together and become one append. */
  readonly callsPerAppendMax?: number;
};

const DEFAULTS = {
  metrics: noMetrics,
  cacheEntriesMax: 10_000,
  snapshotEveryEvents: 500,
  attemptsMax: 10,
  callsPerAppendMax: 512,
};

export type CompleteOptions<Command extends CommandMessage, Event extends DomainEvent, State> = Required<
  RepositoryOptions<Command, Event, State>
>;

export const withDefaults = <Command extends CommandMessage, Event extends DomainEvent, State>(
  options: RepositoryOptions<Command, Event, State>,
): CompleteOptions<Command, Event, State> => ({ ...DEFAULTS, ...options });
