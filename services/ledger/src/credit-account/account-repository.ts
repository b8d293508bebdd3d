import { Repository, type EventStore, type SnapshotStore } from '@credit-ledger/event-sourcing';
import type { Clock, Log, Metrics } from '@credit-ledger/kernel';
import { creditAccountEventCodec } from './credit-account.event-codec.js';
import { creditAccountStateCodec } from './credit-account.state-codec.js';
import { creditAccountDecider } from './domain/credit-account.decider.js';
import type { CreditAccount } from './domain/credit-account.js';
import type { CreditAccountCommand } from './domain/credit-account.commands.js';
import type { CreditAccountEvent } from './domain/credit-account.events.js';

/** All credit accounts, one stream each. One per process, because it holds the queues of the accounts. */
export class AccountRepository extends Repository<CreditAccountCommand, CreditAccountEvent, CreditAccount> {
  constructor(options: {
    readonly store: EventStore;
    readonly snapshots: SnapshotStore;
    readonly clock: Clock;
    readonly log: Log;
    readonly metrics?: Metrics;
  }) {
    super({
      ...options,
      decider: creditAccountDecider,
      eventCodec: creditAccountEventCodec,
      stateCodec: creditAccountStateCodec,
      cacheEntriesMax: 10_000,
      snapshotEveryEvents: 250,
      attemptsMax: 20,
    });
  }
}
