import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { credits, type Clock, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { timeZoneOf } from './account-zone.js';
import { daysOf, rangeOf, type AskedMonths, type MonthRange } from './month-range.js';

export type PhotoEventUsage = {
  readonly photoEventId: number;
  /** As it was called last within the months. */
  readonly photoEventName: string;
  readonly creditsUsed: Credits;
  readonly usageTransactions: number;
};

/** `next` is the photo event that the next page begins below. */
export type PhotoEventUsagePage = {
  readonly range: MonthRange;
  readonly items: readonly PhotoEventUsage[];
  readonly next: number | undefined;
};

/** Usage by photo event, the highest id first; undefined while the ledger knows nothing of the organisation. */
export class GetUsageByPhotoEvent extends Query<PhotoEventUsagePage | undefined> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly asked: AskedMonths,
    readonly limit: number,
    /** Only photo events with a lower id. */
    readonly below: number | undefined,
  ) {
    super();
  }
}

const SELECT = `
  select photo_event_id, (array_agg(photo_event_name order by day desc, usage_type))[1] as name,
         sum(credits_used) as credits_used, sum(usage_transactions) as usage_transactions
    from daily_usage
   where generation = (select generation from checkpoints where reader = 'account-views')
     and organisation_id = $1 and day >= $2 and day < $3 and ($4::bigint is null or photo_event_id < $4)
   group by photo_event_id
   order by photo_event_id desc
   limit $5`;

type Row = {
  readonly photo_event_id: string;
  readonly name: string;
  readonly credits_used: string;
  readonly usage_transactions: string;
};

@QueryHandler(GetUsageByPhotoEvent)
export class GetUsageByPhotoEventHandler implements IQueryHandler<GetUsageByPhotoEvent> {
  private readonly session: SqlSession;

  constructor(
    @Inject(PG_POOL) pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.session = sessionOf(pool);
  }

  /** @throws InvalidValueError for a range that is empty or too long. */
  async execute(query: GetUsageByPhotoEvent): Promise<PhotoEventUsagePage | undefined> {
    const { organisationId, asked, limit, below } = query;
    const timeZone = await timeZoneOf(this.session, organisationId);
    if (timeZone === undefined) return undefined;
    const range = rangeOf(asked, this.clock.now(), timeZone);
    const { since, until } = daysOf(range);
    const rows = await this.session.query<Row>(SELECT, [organisationId, since, until, below ?? null, limit + 1]);
    const items = rows.slice(0, limit).map(fromRow);
    return { range, items, next: rows.length > limit ? items.at(-1)?.photoEventId : undefined };
  }
}

const fromRow = (row: Row): PhotoEventUsage => ({
  photoEventId: Number(row.photo_event_id),
  photoEventName: row.name,
  creditsUsed: credits(BigInt(row.credits_used)),
  usageTransactions: Number(row.usage_transactions),
});
