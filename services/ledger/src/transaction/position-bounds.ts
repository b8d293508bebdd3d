import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import type { SqlSession } from '@credit-ledger/messaging';

/** Both are positions of rows that are there. */
export type PositionBounds = { readonly first: Position; readonly last: Position };

// Of each month of UTC the index knows the first row and the last, so that neither the rows of the time nor what came after
// is looked at. Asked for are the months from the oldest row to the newest at most, whatever time is meant.
const SELECT = `
  with live as (select generation from checkpoints where reader = 'account-views'),
    meant as (
      select greatest($2::timestamptz, oldest) at time zone 'UTC' as since,
             least($3::timestamptz - interval '1 microsecond', newest) at time zone 'UTC' as until
        from (select min(occurred_at) as oldest, max(occurred_at) as newest from transactions
               where generation = (select generation from live) and organisation_id = $1) list
       where oldest is not null
    )
  select min(first) as first, max(last) as last
    from meant, generate_series(date_trunc('month', since), until, interval '1 month') as start_of_month,
         lateral (
           select (select position from transactions
                    where generation = (select generation from live) and organisation_id = $1
                      and date_trunc('month', occurred_at at time zone 'UTC') = start_of_month
                    order by position limit 1) as first,
                  (select position from transactions
                    where generation = (select generation from live) and organisation_id = $1
                      and date_trunc('month', occurred_at at time zone 'UTC') = start_of_month
                    order by position desc limit 1) as last) of_month`;

/**
 * Between which positions all rows of a time are, give or take a month; undefined when there are none. Rows are opened about
 * when they occurred, so these bounds are close; one that was opened late widens them and is never lost.
 *
 * @param since undefined: from the first row on.
 * @param until exclusive.
 */
export async function positionBounds(
  session: SqlSession,
  organisationId: OrganisationId,
  since: Instant | undefined,
  until: Instant,
): Promise<PositionBounds | undefined> {
  const [row] = await session.query<{ readonly first: Position | null; readonly last: Position | null }>(SELECT, [
    organisationId,
    since ?? null,
    until,
  ]);
  if (!row?.first || !row.last) return undefined;
  return { first: row.first, last: row.last };
}
