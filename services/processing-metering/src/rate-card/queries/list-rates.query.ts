import { sessionOf } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import type { RateVersion } from '../domain/rate-version.js';
import { listRateVersions, type RateScope } from '../rate-versions.js';

/** Every version of the rate card, or of an organisation's own rates: what changed when, by whom and why. */
export class ListRates extends Query<{ items: readonly RateVersion[]; next: number | undefined }> {
  constructor(
    readonly scope: RateScope,
    readonly before: number | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(ListRates)
export class ListRatesHandler implements IQueryHandler<ListRates> {
  constructor(@Inject(PG_POOL) private readonly pool: pg.Pool) {}

  async execute({ scope, before, limit }: ListRates) {
    const found = await listRateVersions(sessionOf(this.pool), scope, { before, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? items.at(-1)?.version : undefined };
  }
}
