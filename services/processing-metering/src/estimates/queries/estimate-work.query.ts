import type { Clock, OrganisationId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { findFunds } from '../../balances/local-balances.js';
import type { Work } from '../../rate-card/domain/work-credits.js';
import { findRates } from '../../rate-card/find-rates.js';
import { estimate, type Estimate } from '../domain/estimate.js';

/** Answered from local state alone, so also while the ledger is down: by the last balance it told. */
export class EstimateWork extends Query<Estimate> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly work: Work,
  ) {
    super();
  }
}

@QueryHandler(EstimateWork)
export class EstimateWorkHandler implements IQueryHandler<EstimateWork> {
  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws InvalidValueError */
  async execute({ organisationId, work }: EstimateWork): Promise<Estimate> {
    const session = sessionOf(this.pool);
    const [rates, funds] = await Promise.all([
      findRates(session, organisationId, this.clock.now()),
      findFunds(session, organisationId),
    ]);
    return estimate(work, rates, funds);
  }
}
