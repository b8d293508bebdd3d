import type { OrganisationId } from '@credit-ledger/kernel';
import { sessionOf } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { findPendingUsage, type PendingUsage } from './find-pending-usage.js';

export class ListPendingUsage extends Query<{ items: readonly PendingUsage[]; next: OrganisationId | undefined }> {
  constructor(
    readonly after: OrganisationId | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(ListPendingUsage)
export class ListPendingUsageHandler implements IQueryHandler<ListPendingUsage> {
  constructor(@Inject(PG_POOL) private readonly pool: pg.Pool) {}

  async execute({ after, limit }: ListPendingUsage) {
    const found = await findPendingUsage(sessionOf(this.pool), after, limit + 1);
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? items.at(-1)?.organisationId : undefined };
  }
}
