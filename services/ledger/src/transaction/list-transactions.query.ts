import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { OrganisationId } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { timeZoneOf } from '../usage-breakdown/account-zone.js';
import type { TransactionFilters } from './transaction-filters.js';
import { readPage, toRowFilters, type TransactionPage } from './transaction-rows.js';

/**
 * One page of the transaction list, newest first; undefined while the ledger knows nothing of the organisation. The order is
 * that of the events that opened the rows.
 */
export class ListTransactions extends Query<TransactionPage | undefined> {
  constructor(
    /** All organisations when undefined. */
    readonly organisationId: OrganisationId | undefined,
    readonly filters: TransactionFilters,
    readonly limit: number,
    /** Only rows that were opened before this position. */
    readonly before: Position | undefined,
  ) {
    super();
  }
}

@QueryHandler(ListTransactions)
export class ListTransactionsHandler implements IQueryHandler<ListTransactions> {
  private readonly session: SqlSession;

  constructor(@Inject(PG_POOL) pool: Pool) {
    this.session = sessionOf(pool);
  }

  async execute({ organisationId, filters, limit, before }: ListTransactions): Promise<TransactionPage | undefined> {
    const rows = await toRowFilters(this.session, filters, organisationId);
    const page = await readPage(this.session, { ...rows, before }, limit);
    if (page.items.length > 0 || organisationId === undefined) return page;
    return (await timeZoneOf(this.session, organisationId)) === undefined ? undefined : page;
  }
}
