import fc from 'fast-check';
import { InMemoryEventStore, InMemorySnapshotStore, Repository, type StreamId } from '@credit-ledger/event-sourcing';
import { DomainError, instantOf, silentLog } from '@credit-ledger/kernel';
import { creditAccountEventCodec } from '../src/credit-account/credit-account.event-codec.js';
import { creditAccountStateCodec } from '../src/credit-account/credit-account.state-codec.js';
import type { CreditAccount } from '../src/credit-account/domain/credit-account.js';
import type { CreditAccountCommand } from '../src/credit-account/domain/credit-account.commands.js';
import { creditAccountDecider, type RecordedEvent } from '../src/credit-account/domain/credit-account.decider.js';
import type { CreditAccountEvent } from '../src/credit-account/domain/credit-account.events.js';
import { informed, isByStaff } from './corrections.js';

const STREAM = 'creditAccount-marathons' as StreamId;

/** An account in a process that may end at any time. Only the texts that were stored outlive it. */
export class RestartableAccount {
  private readonly store = new InMemoryEventStore();
  private snapshots = new InMemorySnapshotStore();
  private process = this.boot();
  private readonly refused = new Set<string>();

  /** Messages are taken together, as far as nothing that staff asks for stands between them. */
  async handle(messages: readonly CreditAccountCommand[]): Promise<void> {
    let together: CreditAccountCommand[] = [];
    for (const message of messages) {
      if (!isByStaff(message)) {
        together.push(message);
        continue;
      }
      await this.take(together);
      together = [];
      await this.ask(message);
    }
    await this.take(together);
  }

  private async take(messages: readonly CreditAccountCommand[]): Promise<void> {
    for (const outcome of await this.process.executeAll(STREAM, messages)) {
      if (outcome.outcome !== 'handled') throw new Error('an account refuses no message', { cause: outcome });
    }
  }

  /** Once per message id, for which the stream is looked through. Whoever was refused does not ask again. */
  private async ask(command: CreditAccountCommand): Promise<void> {
    const { messageId } = command.metadata;
    const events: CreditAccountEvent[] = [];
    for await (const stored of this.store.readStream(STREAM)) {
      if (stored.metadata.messageId === messageId) return;
      events.push(creditAccountEventCodec.decode(stored));
    }
    if (this.refused.has(messageId)) return;
    const [outcome] = await this.process.executeAll(STREAM, [informed(command, events)]);
    if (outcome?.outcome === 'handled') return;
    if (!(outcome?.outcome === 'failed' && outcome.error instanceof DomainError))
      throw new Error('a correction is made or refused', { cause: outcome });
    this.refused.add(messageId);
  }

  /** A new process reads the newest snapshot and the events after it, or, the snapshots being lost, all events. */
  restart(from: 'snapshot' | 'events'): void {
    if (from === 'events') this.snapshots = new InMemorySnapshotStore();
    this.process = this.boot();
  }

  async state(): Promise<CreditAccount> {
    return (await this.process.load(STREAM)).state;
  }

  async events(): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const stored of this.store.readStream(STREAM)) {
      const { source, sequence } = stored.metadata;
      events.push({ ...creditAccountEventCodec.decode(stored), metadata: { source, sequence } });
    }
    return events;
  }

  private boot() {
    return new Repository<CreditAccountCommand, CreditAccountEvent, CreditAccount>({
      store: this.store,
      snapshots: this.snapshots,
      decider: creditAccountDecider,
      eventCodec: creditAccountEventCodec,
      stateCodec: creditAccountStateCodec,
      clock: { now: () => instantOf(Date.UTC(2026, 10, 21)) },
      log: silentLog,
      // So often that short histories have some, and that events follow the newest.
      snapshotEveryEvents: 3,
    });
  }
}

/** What may go wrong on the way: what is taken at once, what comes again with it, and whether the process ends after it. */
export type Delivery = {
  readonly messages: number;
  readonly again: readonly number[];
  readonly restart: 'snapshot' | 'events' | undefined;
};

export const deliveries: fc.Arbitrary<readonly Delivery[]> = fc.array(
  fc.record({
    messages: fc.integer({ min: 1, max: 4 }),
    again: fc.array(fc.nat(), { maxLength: 3 }),
    restart: fc.constantFrom('snapshot' as const, 'events' as const, undefined),
  }),
  { maxLength: 25 },
);

/** Delivers all messages, in their order, by the plan; what the plan does not cover comes at once. */
export async function deliver(
  account: RestartableAccount,
  messages: readonly CreditAccountCommand[],
  plan: readonly Delivery[],
): Promise<void> {
  let taken = 0;
  for (const { messages: count, again, restart } of plan) {
    const seen = messages.slice(0, taken + count);
    const redelivered = again.flatMap((which) => seen[which % seen.length] ?? []);
    await account.handle([...seen.slice(taken), ...redelivered]);
    taken = seen.length;
    if (restart !== undefined) account.restart(restart);
  }
  await account.handle(messages.slice(taken));
}
