import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DateTime } from 'luxon';
import type { Clock, Credits, OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { CLOCK, PG_POOL } from '@credit-ledger/nest-platform';
import { dayOf, type Day } from '../monthly-usage/zoned-day.js';
import { timeZoneOf } from '../usage-breakdown/account-zone.js';
import { forecastRunOut, HISTORY_DAYS } from './run-out.js';

/** Days of the organisation's time zone. */
export type Forecast = {
  readonly runsOutOn: Day;
  /** Four times in five it is between these two; undefined: more than three years ahead. */
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

// The first day there is comes from the beginning of the index, however long the history.
const SELECT = `
  with usage as (
    select day, credits_used from daily_usage
     where generation = (select generation from checkpoints where reader = 'account-views') and organisation_id = $1
  )
  select (select min(day) from usage) as first_day,
         (select coalesce(jsonb_object_agg(day, used), '{}')
            from (select day, sum(credits_used)::text as used from usage where day >= $2 and day < $3 group by day) d) as days`;

type Row = { readonly first_day: Day | null; readonly days: Readonly<Record<string, string>> };

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
    const timeZone = await timeZoneOf(this.session, organisationId);
    if (timeZone === undefined) return undefined;
    const today = dayOf(this.clock.now(), timeZone);
    const past = Array.from({ length: HISTORY_DAYS }, (_, index) => plusDays(today, -1 - index));
    const [row] = await this.session.query<Row>(SELECT, [organisationId, past.at(-1), today]);
    const firstDay = row?.first_day ?? today;
    // Before its first usage it was no quiet customer but none.
    const history = past.filter((day) => day >= firstDay);
    const runOut = forecastRunOut(
      Number(balance),
      history.map((day) => Number(row?.days[day] ?? 0)),
    );
    if (runOut === undefined) return undefined;
    const { expectedDays, earliestDays, latestDays } = runOut;
    return {
      runsOutOn: plusDays(today, expectedDays),
      earliest: plusDays(today, earliestDays),
      latest: latestDays === undefined ? undefined : plusDays(today, latestDays),
      daysOfHistory: history.length,
    };
  }
}

const plusDays = (day: Day, days: number): Day =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd') as Day;
