import { Inject, Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import type { EventStore } from '@credit-ledger/event-sourcing';
import { PostgresSnapshotStore } from '@credit-ledger/event-store-postgres';
import type { Clock, Log, Metrics } from '@credit-ledger/kernel';
import { sessionOf, type Messaging } from '@credit-ledger/messaging';
import {
  CLOCK,
  DatabaseModule,
  HealthRegistry,
  IdempotencyModule,
  LOGGER,
  MESSAGING,
  MessageConsumers,
  MessagingModule,
  METRICS,
  PG_POOL,
} from '@credit-ledger/nest-platform';
import { AdminGrantsController } from './admin-grant/admin-grants.controller.js';
import { GrantCreditsHandler } from './admin-grant/grant-credits.handler.js';
import { BalanceController } from './balance/balance.controller.js';
import { BalancesController } from './balance/balances.controller.js';
import { GetBalanceHandler } from './balance/get-balance.query.js';
import { GetBalances, GetBalancesHandler } from './balance/get-balances.query.js';
import { BalanceStreamController } from './balance-stream/balance-stream.controller.js';
import { BalanceWatch } from './balance-stream/balance-watch.js';
import { AccountRepository } from './credit-account/account-repository.js';
import { Corrections } from './credit-account/corrections.js';
import { KeyedWrites } from './credit-account/keyed-writes.js';
import { ApplyToAccountHandler } from './credit-account/commands/apply-to-account.command.js';
import { createSnapshotPool, SNAPSHOT_POOL } from './credit-account/snapshot-pool.js';
import { assertEventStoreUrl, connectEventStore, EVENT_STORE } from './event-store-by-url.js';
import { GetForecastHandler } from './forecast/get-forecast.query.js';
import { AccountMessagesConsumer, LEDGER_GROUP } from './integration/inbound/account-messages.consumer.js';
import { AccountFactsReader } from './integration/outbound/account-facts.reader.js';
import { BalanceTeller } from './integration/outbound/balance-teller.js';
import { joinLedgerLog } from './integration/outbound/ledger-log.js';
import { LEDGER_SOURCE } from './ledger-source.js';
import type { LedgerConfig } from './ledger.config.js';
import { GetLowBalanceHandler } from './low-balance/get-low-balance.query.js';
import { GetThresholdHandler } from './low-balance/get-threshold.query.js';
import { LowBalanceController } from './low-balance/low-balance.controller.js';
import { SetThresholdHandler } from './low-balance/set-threshold.command.js';
import { LEDGER_MIGRATIONS } from './migrations/ledger-migrations.js';
import { GetMonthlyUsageHandler } from './monthly-usage/get-monthly-usage.query.js';
import { GetUsageOfAllHandler } from './monthly-usage/get-usage-of-all.query.js';
import { MonthlyUsageController } from './monthly-usage/monthly-usage.controller.js';
import { PurchaseReversalsController } from './purchase-reversal/purchase-reversals.controller.js';
import { ReversePaymentHandler } from './purchase-reversal/reverse-payment.handler.js';
import { StaffUsageController } from './monthly-usage/staff-usage.controller.js';
import { AccountViewsReader } from './projections/account-views.reader.js';
import { CaughtUp } from './projections/caught-up.js';
import { bindToStore } from './projections/checkpoint-store.js';
import { FollowingReader } from './projections/following-reader.js';
import { MarkWaiter } from './projections/mark-waiter.js';
import { StoredReaderControl } from './projections/reader-control.js';
import { gaugeReader } from './projections/reader-metrics.js';
import { upgradeViews } from './rebuild/upgrade-views.js';
import { GetTransactionTotalsHandler } from './transaction/get-transaction-totals.query.js';
import { GetTransactionHandler } from './transaction/get-transaction.query.js';
import { ListTransactionsHandler } from './transaction/list-transactions.query.js';
import { StaffTransactionsController } from './transaction/staff-transactions.controller.js';
import { TransactionsCsvController } from './transaction/transactions-csv.controller.js';
import { TransactionsController } from './transaction/transactions.controller.js';
import { GetUsageByPhotoEventHandler } from './usage-breakdown/get-usage-by-photo-event.query.js';
import { GetUsageByTypeHandler } from './usage-breakdown/get-usage-by-type.query.js';
import { UsageBreakdownController } from './usage-breakdown/usage-breakdown.controller.js';
import { RefundRunHandler } from './usage-refund/refund-run.handler.js';
import { UsageRefundsController } from './usage-refund/usage-refunds.controller.js';

@Module({})
export class LedgerModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(SNAPSHOT_POOL) private readonly snapshots: Pool,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(MessageConsumers) private readonly consumers: MessageConsumers,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(BalanceWatch) private readonly balances: BalanceWatch,
    @Inject(LEDGER_SOURCE) private readonly source: string,
    @Inject(LOGGER) private readonly logger: Log,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  static forConfig(config: LedgerConfig): DynamicModule {
    assertEventStoreUrl(config.EVENT_STORE_URL);
    const source = `${LEDGER_GROUP}#${config.SOURCE_EPOCH}`;
    return {
      module: LedgerModule,
      imports: [
        CqrsModule.forRoot(),
        DatabaseModule.forService({
          name: LEDGER_GROUP,
          url: config.DATABASE_URL,
          entities: [],
          migrations: LEDGER_MIGRATIONS,
          poolMax: config.DATABASE_POOL_MAX,
        }),
        // The event store is the outbox: facts are read from it.
        MessagingModule.forService({
          name: LEDGER_GROUP,
          url: config.MESSAGING_URL,
          leaseMs: config.MESSAGING_LEASE_MS,
          sourceEpoch: config.SOURCE_EPOCH,
          relaysOutbox: false,
        }),
        IdempotencyModule,
      ],
      controllers: [
        BalanceController,
        BalancesController,
        BalanceStreamController,
        MonthlyUsageController,
        StaffUsageController,
        UsageBreakdownController,
        TransactionsController,
        TransactionsCsvController,
        StaffTransactionsController,
        AdminGrantsController,
        UsageRefundsController,
        PurchaseReversalsController,
        LowBalanceController,
      ],
      providers: [
        { provide: LEDGER_SOURCE, useValue: source },
        {
          provide: EVENT_STORE,
          useFactory: (log: Log, metrics: Metrics) => connectEventStore(config.EVENT_STORE_URL, log, metrics),
          inject: [LOGGER, METRICS],
        },
        {
          provide: SNAPSHOT_POOL,
          useFactory: (log: Log) => createSnapshotPool(config.DATABASE_URL, log),
          inject: [LOGGER],
        },
        {
          provide: AccountRepository,
          useFactory: (store: EventStore, snapshots: Pool, clock: Clock, log: Log, metrics: Metrics) =>
            new AccountRepository({ store, snapshots: new PostgresSnapshotStore(snapshots), clock, log, metrics }),
          inject: [EVENT_STORE, SNAPSHOT_POOL, CLOCK, LOGGER, METRICS],
        },
        { provide: MarkWaiter, useFactory: (pool: Pool) => new MarkWaiter(pool, source), inject: [PG_POOL] },
        {
          provide: BalanceWatch,
          useFactory: (queryBus: QueryBus, log: Log) =>
            new BalanceWatch((ids) => queryBus.execute(new GetBalances(ids)), log),
          inject: [QueryBus, LOGGER],
        },
        CaughtUp,
        ApplyToAccountHandler,
        KeyedWrites,
        Corrections,
        GrantCreditsHandler,
        RefundRunHandler,
        ReversePaymentHandler,
        SetThresholdHandler,
        GetThresholdHandler,
        GetLowBalanceHandler,
        GetBalanceHandler,
        GetBalancesHandler,
        GetForecastHandler,
        GetMonthlyUsageHandler,
        GetUsageOfAllHandler,
        GetUsageByPhotoEventHandler,
        GetUsageByTypeHandler,
        ListTransactionsHandler,
        GetTransactionHandler,
        GetTransactionTotalsHandler,
        AccountMessagesConsumer,
      ],
    };
  }

  async onModuleInit(): Promise<void> {
    await bindToStore(this.pool, this.store);
    const log = await joinLedgerLog(sessionOf(this.pool), this.messaging, this.store, this.source);
    this.consumers.add(log);
    await upgradeViews(this.pool, this.store, this.logger);
    const teller = new BalanceTeller(sessionOf(this.pool), log, this.source, this.logger);
    this.consumers.add(teller);
    this.consumers.add(this.balances);
    const control = new StoredReaderControl(this.pool);
    const readers = [
      new AccountViewsReader(this.pool, () => this.balances.wake()),
      new AccountFactsReader(this.pool, log, this.source, () => teller.wake()),
    ];
    for (const reader of readers) {
      const following = new FollowingReader(this.store, reader, this.logger, control);
      this.consumers.add(following);
      this.health.addReadiness(reader.name, () => following.assertFollowing());
      gaugeReader(this.metrics, this.store, this.clock, {
        name: reader.name,
        loadCheckpoint: () => reader.loadCheckpoint(),
        isStopped: () => following.isStopped,
      });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.accounts.idle();
    await this.store.close();
    await this.snapshots.end();
  }
}
