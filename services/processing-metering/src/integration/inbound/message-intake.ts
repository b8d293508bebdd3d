import type { Clock, Log, Metrics } from '@credit-ledger/kernel';
import {
  ConsumerOffsets,
  DeadLetterDrainer,
  PARTITIONS_DEFAULT,
  TOPICS,
  sessionOf,
  TransactionalInbox,
  type Messaging,
  type RecordBatch,
  type Replayer,
  type RunInTransaction,
} from '@credit-ledger/messaging';
import { CLOCK, LOGGER, MessageConsumers, MESSAGING, METRICS, PG_POOL } from '@credit-ledger/nest-platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type pg from 'pg';
import { factTransactions, type FactSession } from '../../balances/balance-batch.js';
import { MANAGER_TRANSACTIONS, type ManagerSession } from '../../database/manager-session.js';
import { METERING_CONFIG, type MeteringConfig } from '../../processing-metering.config.js';
import { HoldDecisions } from '../../runs/commands/hold-decisions.js';
import { PendingUsageReplay } from '../../usage/commands/pending-usage-replay.js';
import { billingRoutes } from './billing-routes.js';
import { gaugeDeferredUsage } from './gauge-deferred-usage.js';
import { ledgerRoutes } from './ledger-routes.js';
import { DeferredUsageWorker } from './deferred-usage-worker.js';
import { METERING_GROUP } from './metering-group.js';
import { UsageInbox } from './usage-inbox.js';

const FACTS_PER_BATCH_MAX = 500;

/** Subscribes to usage, and to what the ledger and billing tell. */
@Injectable()
export class MessageIntake implements OnModuleInit {
  constructor(
    @Inject(METERING_CONFIG) private readonly config: MeteringConfig,
    @Inject(MessageConsumers) private readonly consumers: MessageConsumers,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(ConsumerOffsets) private readonly offsets: ConsumerOffsets,
    @Inject(MANAGER_TRANSACTIONS) private readonly transactions: RunInTransaction<ManagerSession>,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(UsageInbox) private readonly usage: UsageInbox,
    @Inject(DeferredUsageWorker) private readonly deferredUsage: DeferredUsageWorker,
    @Inject(PendingUsageReplay) private readonly pendingUsage: PendingUsageReplay,
    @Inject(HoldDecisions) private readonly decisions: HoldDecisions,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Log,
  ) {}

  onModuleInit(): void {
    const { clock, logger } = this;
    const shared = { group: METERING_GROUP, transactions: factTransactions(this.transactions), clock, logger };
    const facts = new TransactionalInbox<FactSession>({
      ...shared,
      partitions: PARTITIONS_DEFAULT,
      routes: [...ledgerRoutes(this.commands), ...billingRoutes(this.commands)],
      offsets: this.offsets,
      publisher: this.messaging.publisher,
      // The ledger's sequences are versions of an account's stream: they rise, but not by one.
      sparseTopics: [TOPICS.ledger],
    });
    const topics = [TOPICS.ledger, TOPICS.billing];
    const handleFacts = (batch: RecordBatch): Promise<void> => facts.handleBatch(batch).then(() => this.wakeFor(batch));
    this.consumers.subscribe({ topics, batchSizeMax: FACTS_PER_BATCH_MAX, handle: handleFacts });
    const batchSizeMax = this.config.USAGE_BATCH_SIZE;
    this.consumers.subscribe({ topics: [TOPICS.usage], batchSizeMax, handle: this.usage.handleBatch });
    this.consumers.add(new DeadLetterDrainer<FactSession>({ ...shared, replayer: byTopic(this.usage, facts) }));
    this.consumers.add(this.deferredUsage);
    gaugeDeferredUsage(this.metrics, clock, sessionOf(this.pool));
    this.consumers.add(this.pendingUsage);
  }

  // Only after the commit: whoever is woken looks at what was committed.
  private wakeFor({ assignment }: RecordBatch): void {
    if (assignment.topic === TOPICS.ledger) this.decisions.wake();
    else this.pendingUsage.wake();
  }
}

/** Letters are replayed in runs of one sequence, or one by one: those of a call are of one topic. */
const byTopic = (usage: Replayer<FactSession>, facts: Replayer<FactSession>): Replayer<FactSession> => ({
  replay: (session, letters) =>
    letters[0]?.record.topic === TOPICS.usage ? usage.replay(session, letters) : facts.replay(session, letters),
});
