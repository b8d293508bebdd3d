import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { credits, NO_CREDITS, type Clock, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { timeZoneOf } from '../usage-breakdown/account-zone.js';
import { daysOf, monthsOf, rangeOf, type AskedMonths } from '../usage-breakdown/month-range.js';
import { monthOf, type Month } from './zoned-month.js';

export type MonthlyUsageView = {
  readonly month: Month;
  readonly creditsUsed: Credits;
  /** Runs whose first charge fell in the month. */
  readonly usageTransactions: number;
  readonly current: boolean;
};

/**
 * Usage by month of the organisation's time zone, newest first; by default the four monthly cards: the current month and the three
 * before. Undefined while the ledger knows nothing of the organisation.
 */
export class GetMonthlyUsage extends Query<readonly MonthlyUsageView[] | undefined> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly asked: AskedMonths = { from: undefined, to: undefined },
  ) {
    super();
  }
}

const USAGE = `
  select left(day, 7) as month, sum(credits_used) as credits_used, sum(usage_transactions) as usage_transactions
    from daily_usage
   where generation = (select generation from checkpoints where reader = 'account-views')
     and organisation_id = $1 and day >= $2 and day < $3
   group by 1`;

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

  /** @throws InvalidValueError for a range that is empty or too long. */
  async execute({ organisationId, asked }: GetMonthlyUsage): Promise<readonly MonthlyUsageView[] | undefined> {
    const timeZone = await timeZoneOf(this.session, organisationId);
    if (timeZone === undefined) return undefined;
    const range = rangeOf(asked, this.clock.now(), timeZone);
    const { since, until } = daysOf(range);
    const rows = await this.session.query<UsageRow>(USAGE, [organisationId, since, until]);
    const byMonth = new Map(rows.map((row) => [row.month, row]));
    const current = monthOf(this.clock.now(), timeZone);
    return monthsOf(range).map((month) => {
      const row = byMonth.get(month);
      return {
        month,
        creditsUsed: row === undefined ? NO_CREDITS : credits(BigInt(row.credits_used)),
        usageTransactions: Number(row?.usage_transactions ?? 0),
        current: month === current,
      };
    });
  }
}
