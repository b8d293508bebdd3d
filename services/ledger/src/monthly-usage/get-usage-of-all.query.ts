import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Clock } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { daysOf, monthsOf, rangeOf, type AskedMonths } from '../usage-breakdown/month-range.js';
import { monthOf, type Month } from './zoned-month.js';

export type UsageOfAllView = {
  readonly month: Month;
  /** Of many organisations: more than one of them can have, so not bounded like credits of one. */
  readonly creditsUsed: bigint;
  readonly usageTransactions: number;
  /** How many organisations used any credits. */
  readonly organisations: number;
  readonly current: boolean;
};

/** Usage of all organisations by month, each organisation's months in its own time zone, newest first. */
export class GetUsageOfAll extends Query<readonly UsageOfAllView[]> {
  constructor(readonly asked: AskedMonths) {
    super();
  }
}

const USAGE = `
  select left(day, 7) as month, sum(credits_used) as credits_used, sum(usage_transactions) as usage_transactions,
         count(distinct organisation_id) filter (where credits_used > 0) as organisations
    from daily_usage
   where generation = (select generation from checkpoints where reader = 'account-views') and day >= $1 and day < $2
   group by 1`;

type Row = {
  readonly month: Month;
  readonly credits_used: string;
  readonly usage_transactions: string;
  readonly organisations: string;
};

@QueryHandler(GetUsageOfAll)
export class GetUsageOfAllHandler implements IQueryHandler<GetUsageOfAll> {
  private readonly session: SqlSession;

  constructor(
    @Inject(PG_POOL) pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.session = sessionOf(pool);
  }

  /** @throws InvalidValueError for a range that is empty or too long. */
  async execute({ asked }: GetUsageOfAll): Promise<readonly UsageOfAllView[]> {
    const now = this.clock.now();
    const range = rangeOf(asked, now, 'UTC');
    const { since, until } = daysOf(range);
    const rows = await this.session.query<Row>(USAGE, [since, until]);
    const byMonth = new Map(rows.map((row) => [row.month, row]));
    return monthsOf(range).map((month) => {
      const row = byMonth.get(month);
      return {
        month,
        creditsUsed: BigInt(row?.credits_used ?? 0),
        usageTransactions: Number(row?.usage_transactions ?? 0),
        organisations: Number(row?.organisations ?? 0),
        current: month === monthOf(now, 'UTC'),
      };
    });
  }
}
