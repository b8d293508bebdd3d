import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { credits, NO_CREDITS, type Clock, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { lastMonths, type Month } from './zoned-month.js';

export type MonthlyUsageView = {
  readonly month: Month;
  readonly creditsUsed: Credits;
  /** Runs whose first charge fell in the month. */
  readonly usageTransactions: number;
  readonly current: boolean;
};

/**
 * The four monthly cards: the current month of the organisation's time zone and the three before, newest first. Undefined while
 * the ledger knows nothing of the organisation.
 */
export class GetMonthlyUsage extends Query<readonly MonthlyUsageView[] | undefined> {
  constructor(readonly organisationId: OrganisationId) {
    super();
  }
}

const MONTHS = 4;
const TIME_ZONE_DEFAULT = 'UTC';

const TIME_ZONE = `
  select time_zone from balances
   where generation = (select generation from checkpoints where reader = 'account-views') and organisation_id = $1`;

const USAGE = `
  select month, credits_used, usage_transactions from monthly_usage
   where generation = (select generation from checkpoints where reader = 'account-views')
     and organisation_id = $1 and month = any($2::text[])`;

type UsageRow = { readonly month: Month; readonly credits_used: string; readonly usage_transactions: string };

@QueryHandler(GetMonthlyUsage)
export class GetMonthlyUsageHandler implements IQueryHandler<GetMonthlyUsage> {
  private readonly session: SqlSession;

  constructor(
    @Inject(PG_POOL) pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.session = sessionOf(pool);
  }

  async execute({ organisationId }: GetMonthlyUsage): Promise<readonly MonthlyUsageView[] | undefined> {
    const [account] = await this.session.query<{ time_zone: string | null }>(TIME_ZONE, [organisationId]);
    if (account === undefined) return undefined;
    const months = lastMonths(this.clock.now(), account.time_zone ?? TIME_ZONE_DEFAULT, MONTHS);
    const rows = await this.session.query<UsageRow>(USAGE, [organisationId, months]);
    const byMonth = new Map(rows.map((row) => [row.month, row]));
    return months.map((month, index) => {
      const row = byMonth.get(month);
      return {
        month,
        creditsUsed: row === undefined ? NO_CREDITS : credits(BigInt(row.credits_used)),
        usageTransactions: Number(row?.usage_transactions ?? 0),
        current: index === 0,
      };
    });
  }
}
