import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DateTime } from 'luxon';
import type { Clock, Credits, OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { dayOf, type Day } from '../monthly-usage/zoned-day.js';
import { TIME_ZONE_DEFAULT } from '../usage-breakdown/account-zone.js';
import { forecastRunOut, HISTORY_DAYS } from './run-out.js';

/** Days of the organisation's time zone. */
export type Forecast = {
  readonly runsOutOn: Day;
  /** About four times in five it is between these two; undefined: more than three years ahead. */
  readonly earliest: Day;
  readonly latest: Day | undefined;
  /** How many days it is judged by. */
  readonly daysOfHistory: number;
};

/** When a balance will be used up, judged by the last 28 whole days; undefined when there is too little to judge by. */
export class GetForecast extends Query<Forecast | undefined> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly balance: Credits,
  ) {
    super();
  }
}

// Everything in one statement. The days asked for are those of any time zone; which ones count is known once the zone is. The first
// day there is comes from the beginning of the index, however long the history.
const SELECT = `
  with live as (select generation from checkpoints where reader = 'account-views'), usage as (
    select day, credits_used from daily_usage
     where generation = (select generation from live) and organisation_id = $1
  )
  select coalesce(b.time_zone, '${TIME_ZONE_DEFAULT}') as time_zone, (select min(day) from usage) as first_day,
         (select coalesce(jsonb_object_agg(day, used), '{}')
            from (select day, sum(credits_used)::text as used from usage where day >= $2 group by day) d) as days
    from balances b where b.generation = (select generation from live) and b.organisation_id = $1`;

type Row = {
  readonly time_zone: string;
  readonly first_day: Day | null;
  readonly days: Readonly<Record<Day, string>>;
};

@QueryHandler(GetForecast)
export class GetForecastHandler implements IQueryHandler<GetForecast> {
  private readonly session: SqlSession;

  constructor(
    @Inject(PG_POOL) pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.session = sessionOf(pool);
  }

  async execute({ organisationId, balance }: GetForecast): Promise<Forecast | undefined> {
    const now = this.clock.now();
    // Nowhere is it two days earlier than in UTC.
    const [row] = await this.session.query<Row>(SELECT, [
      organisationId,
      plusDays(dayOf(now, 'UTC'), -HISTORY_DAYS - 2),
    ]);
    if (row === undefined) return undefined;
    const today = dayOf(now, row.time_zone);
    const { used, daysOfHistory } = historyOf(row, today);
    const quietDays = new Array<number>(daysOfHistory - used.length).fill(0);
    const runOut = forecastRunOut(Number(balance), [...used, ...quietDays]);
    if (runOut === undefined) return undefined;
    const { expectedDays, earliestDays, latestDays } = runOut;
    return {
      runsOutOn: plusDays(today, expectedDays),
      earliest: plusDays(today, earliestDays),
      latest: latestDays === undefined ? undefined : plusDays(today, latestDays),
      daysOfHistory,
    };
  }
}

/** What the days before today used, of those that used anything. Before its first usage it was no quiet customer but none. */
function historyOf({ first_day, days }: Row, today: Day): { used: readonly number[]; daysOfHistory: number } {
  const oldest = plusDays(today, -HISTORY_DAYS);
  const first = first_day ?? today;
  const used = Object.entries(days).flatMap(([day, credits]) =>
    day >= oldest && day < today ? [Number(credits)] : [],
  );
  return { used, daysOfHistory: first <= oldest ? HISTORY_DAYS : Math.max(0, daysBetween(first, today)) };
}

const utc = (day: Day): DateTime => DateTime.fromISO(day, { zone: 'utc' });
const daysBetween = (from: Day, to: Day): number => utc(to).diff(utc(from), 'days').days;
const plusDays = (day: Day, days: number): Day => utc(day).plus({ days }).toFormat('yyyy-MM-dd') as Day;
