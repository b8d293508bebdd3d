import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { toBalanceView, type BalanceRow, type BalanceView } from './balance.view.js';

/** The balance card of an organisation; undefined while the ledger knows nothing of it. */
export class GetBalance extends Query<BalanceView | undefined> {
  constructor(readonly organisationId: OrganisationId) {
    super();
  }
}

const SELECT = `
  select b.balance, b.held, b.version
    from balances b
   where b.generation = (select generation from checkpoints where reader = 'account-views')
     and b.organisation_id = $1`;

@QueryHandler(GetBalance)
export class GetBalanceHandler implements IQueryHandler<GetBalance> {
  private readonly session: SqlSession;

  constructor(@Inject(PG_POOL) pool: Pool) {
    this.session = sessionOf(pool);
  }

  async execute({ organisationId }: GetBalance): Promise<BalanceView | undefined> {
    const [row] = await this.session.query<BalanceRow>(SELECT, [organisationId]);
    return row === undefined ? undefined : toBalanceView(row);
  }
}
