import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { credits, type Clock, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { timeZoneOf } from './account-zone.js';
import { daysOf, rangeOf, type AskedMonths, type MonthRange } from './month-range.js';

export type UsageOfType = {
  readonly usageType: string;
  readonly creditsUsed: Credits;
  /** Runs of this type. An option of a run, such as stored originals, has credits and no runs of its own. */
  readonly usageTransactions: number;
};

export type UsageByType = { readonly range: MonthRange; readonly items: readonly UsageOfType[] };

/** Usage by usage type, by name; undefined while the ledger knows nothing of the organisation. */
export class GetUsageByType extends Query<UsageByType | undefined> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly asked: AskedMonths,
  ) {
    super();
  }
}

// The rate card has a handful.
const TYPES_MAX = 100;

const SELECT = `
  select usage_type, sum(credits_used) as credits_used, sum(usage_transactions) as usage_transactions
    from daily_usage
   where generation = (select generation from checkpoints where reader = 'account-views')
     and organisation_id = $1 and day >= $2 and day < $3
   group by usage_type
   order by usage_type collate "C"
   limit ${TYPES_MAX}`;

type Row = { readonly usage_type: string; readonly credits_used: string; readonly usage_transactions: string };

@QueryHandler(GetUsageByType)
export class GetUsageByTypeHandler implements IQueryHandler<GetUsageByType> {
  private readonly session: SqlSession;

  constructor(
    @Inject(PG_POOL) pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.session = sessionOf(pool);
  }

  /** @throws InvalidValueError for a range that is empty or too long. */
  async execute({ organisationId, asked }: GetUsageByType): Promise<UsageByType | undefined> {
    const timeZone = await timeZoneOf(this.session, organisationId);
    if (timeZone === undefined) return undefined;
    const range = rangeOf(asked, this.clock.now(), timeZone);
    const { since, until } = daysOf(range);
    const rows = await this.session.query<Row>(SELECT, [organisationId, since, until]);
    const items = rows.map((row) => ({
      usageType: row.usage_type,
      creditsUsed: credits(BigInt(row.credits_used)),
      usageTransactions: Number(row.usage_transactions),
    }));
    return { range, items };
  }
}
