import { laterOf, type Instant } from '@credit-ledger/kernel';
import type { EventCodec } from '../codec.js';
import type { CommandMessage, CommandMetadata, Decider, DomainEvent } from '../decider.js';
import type { EventToAppend } from '../event.js';
import { hashEvent } from '../hash-event.js';
import type { StreamId } from '../stream.js';
import type { Outcome } from './outcome.js';
import type { StreamState } from './stream-state.js';

/** Commands of one caller, handled in order up to the first that fails. */
export type CommandGroup<Command extends CommandMessage> = readonly Command[];

/** What would be appended, what the state would be then, and what each group would be told. */
export type Staged<Event extends DomainEvent, State> = {
  readonly events: readonly EventToAppend[];
  readonly next: StreamState<State>;
  readonly outcomes: readonly (readonly Outcome<Event>[])[];
  readonly anyFailed: boolean;
};

/** Decides the groups one after the other, each command on the state its predecessor left. Nothing is stored yet. */
export class Stage<Command extends CommandMessage, Event extends DomainEvent, State> {
  private readonly events: EventToAppend[] = [];
  private readonly now: Instant;
  private anyFailed = false;

  constructor(
    private readonly stream: StreamId,
    private current: StreamState<State>,
    private readonly decider: Decider<Command, Event, State>,
    private readonly codec: EventCodec<Event>,
    now: Instant,
  ) {
    // A clock that was set back must not make a stream's times run backwards.
    this.now = laterOf(now, current.lastRecordedAt);
  }

  decideAll(groups: readonly CommandGroup<Command>[]): Staged<Event, State> {
    const outcomes = groups.map((commands) => this.decideGroup(commands));
    return { events: this.events, next: this.current, outcomes, anyFailed: this.anyFailed };
  }

  private decideGroup(commands: CommandGroup<Command>): Outcome<Event>[] {
    let failed = false;
    return commands.map((command) => {
      if (failed) return { outcome: 'notAttempted' };
      const outcome = this.decideOne(command);
      failed = outcome.outcome === 'failed';
      return outcome;
    });
  }

  private decideOne(command: Command): Outcome<Event> {
    const before = this.current;
    const eventsBefore = this.events.length;
    try {
      const events = this.decider.decide(command, before.state);
      for (const event of events) this.take(event, command.metadata);
      return { outcome: 'handled', events, version: this.current.version };
    } catch (error) {
      // All events of a command or none, even when applying them is what failed.
      this.current = before;
      this.events.length = eventsBefore;
      this.anyFailed = true;
      return { outcome: 'failed', error };
    }
  }

  // Objects are written out field by field: this runs for every event, and spreading them was a sixth of its cost.
  private take(event: Event, command: CommandMetadata): void {
    const { state: before, version: versionBefore, lastHash: previousHash, snapshotVersion } = this.current;
    const version = versionBefore + 1;
    const { type, schemaVersion, data } = this.codec.encode(event);
    const { messageId, correlationId, causationId, actor, source } = command;
    const effectiveAt = command.effectiveAt ?? this.now;
    const recordedAt = this.now;
    const sequence = command.sequence?.toString() ?? '';
    const metadata = {
      messageId,
      correlationId,
      causationId,
      actor,
      effectiveAt,
      recordedAt,
      source,
      sequence,
      previousHash,
      hash: '',
    };
    metadata.hash = hashEvent({ streamId: this.stream, version, type, schemaVersion, data, metadata });
    // Metadata first: adding a key after a spread takes V8 fifteen times as long.
    const state = this.decider.evolve(before, { metadata, ...event });
    this.events.push({ type, schemaVersion, data, metadata });
    this.current = { state, version, lastHash: metadata.hash, lastRecordedAt: recordedAt, snapshotVersion };
  }
}
