import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { toBalanceView, type BalanceRow, type BalanceView } from './balance.view.js';

/** The balances of many organisations, all as of one moment. Those the ledger knows nothing of are left out. */
export class GetBalances extends Query<ReadonlyMap<OrganisationId, BalanceView>> {
  constructor(readonly organisationIds: readonly OrganisationId[]) {
    super();
  }
}

const SELECT = `
  select b.organisation_id, b.balance, b.held, b.version
    from balances b
   where b.generation = (select generation from checkpoints where reader = 'account-views')
     and b.organisation_id = any($1::text[])`;

type Row = BalanceRow & { readonly organisation_id: OrganisationId };

@QueryHandler(GetBalances)
export class GetBalancesHandler implements IQueryHandler<GetBalances> {
  private readonly session: SqlSession;

  constructor(@Inject(PG_POOL) pool: Pool) {
    this.session = sessionOf(pool);
  }

  async execute({ organisationIds }: GetBalances): Promise<ReadonlyMap<OrganisationId, BalanceView>> {
    const rows = await this.session.query<Row>(SELECT, [organisationIds]);
    return new Map(rows.map((row) => [row.organisation_id, toBalanceView(row)]));
  }
}
