import type { Clock, OrganisationId, RunId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { availableCredits } from '../../balances/local-balances.js';
import { photoProcessingRate } from '../../rate-card/domain/rate-card.js';
import { findRateCard } from '../../rate-card/find-rate-card.js';
import { askGate, type GateAnswer } from '../domain/gate.js';
import { RunRepository } from '../run-repository.js';

/** May the run's next photos be processed? Answered from local state alone, so also while the ledger is down. */
export class AskGate extends Query<GateAnswer> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly runId: RunId,
    readonly photos: number,
  ) {
    super();
  }
}

@QueryHandler(AskGate)
export class AskGateHandler implements IQueryHandler<AskGate> {
  constructor(
    @Inject(RunRepository) private readonly runs: RunRepository,
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RunNotFoundError */
  async execute({ organisationId, runId, photos }: AskGate): Promise<GateAnswer> {
    const session = sessionOf(this.pool);
    const run = await this.runs.get(organisationId, runId);
    const rate = photoProcessingRate(await findRateCard(session, this.clock.now()), run.settings);
    return askGate(run, { photos, rate, available: await availableCredits(session, organisationId) });
  }
}
