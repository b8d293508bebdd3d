import type { Clock, OrganisationId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import type { RatesInForce } from '../domain/rate-override.js';
import { findRates } from '../find-rates.js';

/** What the organisation's usage costs now. */
export class GetRates extends Query<RatesInForce> {
  constructor(readonly organisationId: OrganisationId) {
    super();
  }
}

@QueryHandler(GetRates)
export class GetRatesHandler implements IQueryHandler<GetRates> {
  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ organisationId }: GetRates): Promise<RatesInForce> {
    return findRates(sessionOf(this.pool), organisationId, this.clock.now());
  }
}
