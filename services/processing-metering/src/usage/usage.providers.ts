import type { Clock, Log } from '@credit-ledger/kernel';
import { ConsumerOffsets, Outbox, OutboxRelay, type Messaging, type RunInTransaction } from '@credit-ledger/messaging';
import { CLOCK, LOGGER, MESSAGING } from '@credit-ledger/nest-platform';
import type { Provider } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { POOL_TRANSACTIONS } from '../database/manager-session.js';
import { METERING_GROUP } from '../integration/inbound/metering-group.js';
import { DeferredUsageWorker } from '../integration/inbound/deferred-usage-worker.js';
import { UsageInbox } from '../integration/inbound/usage-inbox.js';
import { UsageRecords } from '../integration/inbound/usage-records.js';
import { OrganisationDirectory } from '../organisations/organisation-directory.js';
import { METERING_CONFIG, type MeteringConfig } from '../processing-metering.config.js';
import { PendingUsageReplay } from './commands/pending-usage-replay.js';
import { UsageBatcher } from './commands/usage-batcher.js';
import { UsageIntake } from './commands/usage-intake.js';

/** The intake and its three doors: messages, HTTP, and usage kept for organisations that registered later. */
export const usageProviders: Provider[] = [
  OrganisationDirectory,
  {
    provide: UsageIntake,
    useFactory: (outbox: Outbox, organisations: OrganisationDirectory, clock: Clock) =>
      new UsageIntake({ outbox, organisations, clock, newChargeId: uuidv7 }),
    inject: [Outbox, OrganisationDirectory, CLOCK],
  },
  {
    provide: UsageBatcher,
    useFactory: (
      intake: UsageIntake,
      transactions: RunInTransaction,
      relay: OutboxRelay,
      config: MeteringConfig,
      clock: Clock,
    ) =>
      new UsageBatcher({
        clock,
        intake,
        transactions,
        photosPerTransactionMax: config.INTAKE_PHOTOS_PER_TRANSACTION,
        photosWaitingMax: config.INTAKE_PHOTOS_WAITING,
        transactionsAtOnce: config.INTAKE_TRANSACTIONS_AT_ONCE,
        onCommitted: () => relay.wake(),
      }),
    inject: [UsageIntake, POOL_TRANSACTIONS, OutboxRelay, METERING_CONFIG, CLOCK],
  },
  {
    provide: UsageRecords,
    useFactory: (intake: UsageIntake, { publisher }: Messaging, clock: Clock, logger: Log) =>
      new UsageRecords({ group: METERING_GROUP, intake, publisher, clock, logger }),
    inject: [UsageIntake, MESSAGING, CLOCK, LOGGER],
  },
  {
    provide: DeferredUsageWorker,
    useFactory: (
      records: UsageRecords,
      transactions: RunInTransaction,
      relay: OutboxRelay,
      clock: Clock,
      logger: Log,
    ) => new DeferredUsageWorker({ records, transactions, clock, logger, onCommitted: () => relay.wake() }),
    inject: [UsageRecords, POOL_TRANSACTIONS, OutboxRelay, CLOCK, LOGGER],
  },
  {
    provide: UsageInbox,
    useFactory: (
      intake: UsageIntake,
      records: UsageRecords,
      worker: DeferredUsageWorker,
      transactions: RunInTransaction,
      relay: OutboxRelay,
      config: MeteringConfig,
      offsets: ConsumerOffsets,
      clock: Clock,
    ) =>
      new UsageInbox({
        intake,
        records,
        transactions,
        offsets,
        clock,
        photosPerTransactionMax: config.INTAKE_PHOTOS_PER_TRANSACTION,
        laneBytes: config.USAGE_LANE_BYTES,
        onCounted: (organisations) => {
          relay.wake();
          worker.noteCounted(organisations);
        },
        onDeferred: (organisations) => worker.noteDeferred(organisations),
      }),
    inject: [
      ...[UsageIntake, UsageRecords, DeferredUsageWorker, POOL_TRANSACTIONS, OutboxRelay, METERING_CONFIG],
      ...[ConsumerOffsets, CLOCK],
    ],
  },
  {
    provide: PendingUsageReplay,
    useFactory: (
      intake: UsageIntake,
      transactions: RunInTransaction,
      relay: OutboxRelay,
      logger: Log,
      config: MeteringConfig,
    ) =>
      new PendingUsageReplay({
        intake,
        transactions,
        logger,
        photosPerTransactionMax: config.INTAKE_PHOTOS_PER_TRANSACTION,
        onCommitted: () => relay.wake(),
      }),
    inject: [UsageIntake, POOL_TRANSACTIONS, OutboxRelay, LOGGER, METERING_CONFIG],
  },
];
