import { transactionsOn } from '@credit-ledger/messaging';
import { DatabaseModule, IdempotencyModule, MessagingModule, PG_POOL } from '@credit-ledger/nest-platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ClockController } from './clock/clock.controller.js';
import { MovableClock } from './clock/movable-clock.js';
import { RecordBalanceHandler } from './balances/record-balance.command.js';
import { MANAGER_TRANSACTIONS, managerTransactions, POOL_TRANSACTIONS } from './database/manager-session.js';
import { EstimatesController } from './estimates/http/estimates.controller.js';
import { EstimateWorkHandler } from './estimates/queries/estimate-work.query.js';
import { MessageIntake } from './integration/inbound/message-intake.js';
import { METERING_GROUP } from './integration/inbound/metering-group.js';
import { METERING_MIGRATIONS } from './migrations/metering-migrations.js';
import { RegisterOrganisationHandler } from './organisations/register-organisation.handler.js';
import { METERING_CONFIG, type MeteringConfig } from './processing-metering.config.js';
import { AddRatesHandler } from './rate-card/commands/add-rates.handler.js';
import { OrganisationRatesController } from './rate-card/http/organisation-rates.controller.js';
import { RateCardsController } from './rate-card/http/rate-cards.controller.js';
import { GetRatesHandler } from './rate-card/queries/get-rates.query.js';
import { ListRatesHandler } from './rate-card/queries/list-rates.query.js';
import { EndRunHandler } from './runs/commands/end-run.handler.js';
import { FollowHoldHandler } from './runs/commands/follow-hold.handler.js';
import { HoldExpirySweep } from './runs/commands/hold-expiry-sweep.js';
import { HoldDecisions } from './runs/commands/hold-decisions.js';
import { ResumeRunHandler } from './runs/commands/resume-run.handler.js';
import { RunWrites } from './runs/commands/run-writes.js';
import { StartRunHandler } from './runs/commands/start-run.handler.js';
import { GetRunHistoryHandler } from './runs/history/get-run-history.query.js';
import { RunListsController } from './runs/http/run-lists.controller.js';
import { RunsController } from './runs/http/runs.controller.js';
import { AskGateHandler } from './runs/queries/ask-gate.query.js';
import { ListRunsHandler } from './runs/queries/list-runs.query.js';
import { GetRunHandler } from './runs/queries/get-run.query.js';
import { RunRepository } from './runs/run-repository.js';
import { RunEntity } from './runs/run.entity.js';
import { AcceptUsageHandler } from './usage/commands/accept-usage.handler.js';
import { CloudEventBodies } from './usage/http/cloud-event-bodies.js';
import { UsageReporting } from './usage/http/usage-reporting.js';
import { UsageController } from './usage/http/usage.controller.js';
import { WaitingUsageController } from './usage/http/waiting-usage.controller.js';
import { ListLanesHandler } from './usage/queries/list-lanes.query.js';
import { ListPendingUsageHandler } from './usage/queries/list-pending-usage.query.js';
import { usageProviders } from './usage/usage.providers.js';

@Module({})
export class ProcessingMeteringModule {
  static forConfig(config: MeteringConfig, movableClock?: MovableClock): DynamicModule {
    return {
      module: ProcessingMeteringModule,
      imports: [
        CqrsModule.forRoot(),
        DatabaseModule.forService({
          name: 'processing-metering',
          url: config.DATABASE_URL,
          poolMax: config.DATABASE_POOL_MAX,
          entities: [RunEntity],
          migrations: METERING_MIGRATIONS,
        }),
        IdempotencyModule,
        MessagingModule.forService({
          name: METERING_GROUP,
          url: config.MESSAGING_URL,
          leaseMs: config.MESSAGING_LEASE_MS,
          sourceEpoch: config.SOURCE_EPOCH,
        }),
      ],
      controllers: [
        ...[UsageController, WaitingUsageController],
        RunsController,
        RunListsController,
        EstimatesController,
        ...[RateCardsController, OrganisationRatesController],
        ...(movableClock === undefined ? [] : [ClockController]),
      ],
      providers: [
        { provide: METERING_CONFIG, useValue: config },
        ...(movableClock === undefined ? [] : [{ provide: MovableClock, useValue: movableClock }]),
        { provide: MANAGER_TRANSACTIONS, useFactory: managerTransactions, inject: [DataSource] },
        { provide: POOL_TRANSACTIONS, useFactory: transactionsOn, inject: [PG_POOL] },
        ...usageProviders,
        ...[UsageReporting, CloudEventBodies, MessageIntake],
        ...[RunRepository, RunWrites, HoldDecisions, HoldExpirySweep],
        ...[AcceptUsageHandler, RecordBalanceHandler, RegisterOrganisationHandler],
        ...[StartRunHandler, ResumeRunHandler, EndRunHandler, FollowHoldHandler],
        ...[GetRunHandler, AskGateHandler, EstimateWorkHandler, ListRunsHandler, GetRunHistoryHandler],
        ...[ListPendingUsageHandler, ListLanesHandler],
        ...[AddRatesHandler, ListRatesHandler, GetRatesHandler],
      ],
    };
  }
}
