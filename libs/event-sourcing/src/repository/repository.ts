import { invariant } from '@credit-ledger/kernel';
import type { CommandMessage, DomainEvent } from '../decider.js';
import type { StreamId, StreamVersion } from '../stream.js';
import { StreamContendedError } from './stream-contended.error.js';
import type { Execution, Outcome } from './outcome.js';
import { withDefaults, type CompleteOptions, type RepositoryOptions } from './repository-options.js';
import { SnapshotSaver } from './snapshot-saver.js';
import { Stage, type CommandGroup, type Staged } from './stage.js';
import { StreamQueue } from './stream-queue.js';
import type { StreamState } from './stream-state.js';
import { StreamStates } from './stream-states.js';

type Job<Command extends CommandMessage, Event extends DomainEvent> = {
  readonly commands: CommandGroup<Command>;
  readonly resolve: (outcomes: readonly Outcome<Event>[]) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Handles commands: loads the aggregate, lets its decider decide, appends the events.
 *
 * Commands of one stream are handled in the order of the calls. While an append of the stream is under way, further ones
 * wait; they are then decided one after the other on the state their predecessor left and appended together, so that a
 * busy stream costs one append per batch and no conflicts. A conflict with another process drops what was decided, reads
 * what is new and decides again.
 */
export class Repository<Command extends CommandMessage, Event extends DomainEvent, State> {
  private readonly streams: StreamStates<Command, Event, State>;
  private readonly snapshots: SnapshotSaver<State>;
  private readonly queue: StreamQueue<Job<Command, Event>>;
  private readonly options: CompleteOptions<Command, Event, State>;

  constructor(options: RepositoryOptions<Command, Event, State>) {
    this.options = withDefaults(options);
    const { snapshots, stateCodec, snapshotEveryEvents, log, callsPerAppendMax } = this.options;
    this.streams = new StreamStates(this.options);
    this.snapshots = new SnapshotSaver(snapshots, stateCodec, snapshotEveryEvents, log);
    this.queue = new StreamQueue((stream, jobs) => this.run(stream, jobs), callsPerAppendMax);
  }

  /**
   * Handles one command; its place in the stream's queue is taken before this returns.
   *
   * @throws whatever the decider threw, when the command was refused.
   * @throws StreamContendedError, and what `EventStore.append` and `SnapshotStore.load` throw. After an
   * `AppendOutcomeUnknownError` send the command again: the decider recognises it when it was stored.
   */
  async execute(stream: StreamId, command: Command): Promise<Execution<Event>> {
    const [outcome] = await this.executeAll(stream, [command]);
    invariant(outcome !== undefined && outcome.outcome !== 'notAttempted', 'a command has an outcome');
    if (outcome.outcome === 'failed') throw outcome.error;
    return { events: outcome.events, version: outcome.version };
  }

  /**
   * Handles commands in order, up to the first that its decider refuses; what the ones before it led to is appended
   * together. One outcome per command.
   *
   * @throws as `execute`, except for refusals, which are outcomes.
   */
  executeAll(stream: StreamId, commands: CommandGroup<Command>): Promise<readonly Outcome<Event>[]> {
    return new Promise((resolve, reject) => this.queue.push(stream, { commands, resolve, reject }));
  }

  /** The aggregate as it is stored now. */
  async load(stream: StreamId): Promise<{ readonly state: State; readonly version: StreamVersion }> {
    const { state, version } = await this.streams.load(stream);
    return { state, version };
  }

  /** Resolves when every command has its outcome and no snapshot is being saved; for an orderly end. */
  async idle(): Promise<void> {
    await this.queue.idle();
    await this.snapshots.idle();
  }

  private async run(stream: StreamId, jobs: readonly Job<Command, Event>[]): Promise<void> {
    try {
      const outcomes = await this.handle(
        stream,
        jobs.map(({ commands }) => commands),
      );
      jobs.forEach((job, index) => job.resolve(outcomes[index] ?? []));
    } catch (error) {
      // What we believed about the stream may be what is wrong, for instance after its store was restored: begin afresh.
      this.streams.forget(stream);
      for (const job of jobs) job.reject(error);
    }
  }

  private async handle(
    stream: StreamId,
    groups: readonly CommandGroup<Command>[],
  ): Promise<Staged<Event, State>['outcomes']> {
    const { store, attemptsMax } = this.options;
    const cached = this.streams.cached(stream);
    let base = cached ?? (await this.streams.load(stream));
    let upToDate = cached === undefined;
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      const staged = this.stage(stream, base, groups);
      if (staged.events.length > 0) {
        const { outcome } = await store.append(stream, base.version, staged.events);
        if (outcome === 'appended') {
          this.streams.remember(stream, this.snapshots.saveWhenDue(stream, staged.next));
          return staged.outcomes;
        }
      } else if (!staged.anyFailed || upToDate) {
        return staged.outcomes;
      }
      // A conflict; or a refusal, which no append has confirmed and which holds only on what is stored now.
      const current = await this.streams.readOn(stream, base);
      const moved = current.version > base.version;
      if (!moved && staged.events.length === 0) return staged.outcomes;
      invariant(moved, `${stream} has lost events: it was seen at version ${base.version}`);
      base = current;
      upToDate = true;
    }
    throw new StreamContendedError(stream, attemptsMax);
  }

  private stage(
    stream: StreamId,
    base: StreamState<State>,
    groups: readonly CommandGroup<Command>[],
  ): Staged<Event, State> {
    const { decider, eventCodec, clock } = this.options;
    return new Stage(stream, base, decider, eventCodec, clock.now()).decideAll(groups);
  }
}
