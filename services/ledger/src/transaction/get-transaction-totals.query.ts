import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { credits, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { timeZoneOf } from '../usage-breakdown/account-zone.js';
import { whereOf, type TransactionFilters } from './transaction-filters.js';
import { toRowFilters } from './transaction-rows.js';

/** What all rows that match come to. Both sums are positive. */
export type TransactionTotals = {
  readonly transactions: number;
  readonly creditsIn: Credits;
  readonly creditsOut: Credits;
};

/** The sums over all transactions that match; undefined while the ledger knows nothing of the organisation. */
export class GetTransactionTotals extends Query<TransactionTotals | undefined> {
  constructor(
    /** All organisations when undefined. */
    readonly organisationId: OrganisationId | undefined,
    readonly filters: TransactionFilters,
  ) {
    super();
  }
}

type Row = { readonly transactions: string; readonly credits_in: string; readonly credits_out: string };

@QueryHandler(GetTransactionTotals)
export class GetTransactionTotalsHandler implements IQueryHandler<GetTransactionTotals> {
  private readonly session: SqlSession;

  constructor(@Inject(PG_POOL) pool: Pool) {
    this.session = sessionOf(pool);
  }

  async execute({ organisationId, filters }: GetTransactionTotals): Promise<TransactionTotals | undefined> {
    const isKnown = organisationId === undefined || (await timeZoneOf(this.session, organisationId)) !== undefined;
    if (!isKnown) return undefined;
    const { sql, parameters } = whereOf(await toRowFilters(this.session, filters, organisationId));
    const [row] = await this.session.query<Row>(
      `select count(*) as transactions,
              coalesce(sum(t.credits) filter (where t.credits > 0), 0) as credits_in,
              coalesce(-sum(t.credits) filter (where t.credits < 0), 0) as credits_out
         from transactions t where ${sql}`,
      parameters,
    );
    return {
      transactions: Number(row?.transactions ?? 0),
      creditsIn: credits(BigInt(row?.credits_in ?? 0)),
      creditsOut: credits(BigInt(row?.credits_out ?? 0)),
    };
  }
}
