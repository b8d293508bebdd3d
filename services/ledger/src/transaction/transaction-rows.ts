import {
  credits,
  epochMsOf,
  parseInstant,
  type Credits,
  type Instant,
  type OrganisationId,
} from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import type { SqlSession } from '@credit-ledger/messaging';
import { startOfDay } from '../monthly-usage/zoned-day.js';
import { timeZoneOf } from '../usage-breakdown/account-zone.js';
import { positionBounds } from './position-bounds.js';
import { whereOf, type RowFilters, type TransactionFilters } from './transaction-filters.js';
import type { TransactionDetails } from './transaction.projection.js';
import type { TransactionType } from './transaction.js';

/** One row of the transaction list as queries answer it. */
export type TransactionView = {
  readonly organisationId: OrganisationId;
  readonly transactionId: string;
  readonly type: TransactionType;
  /** Negative for usage. */
  readonly credits: Credits;
  readonly overrun: boolean;
  readonly occurredAt: Instant;
  readonly actor: string;
  readonly details: TransactionDetails;
};

/** `next` is the position of the last row when more follow. */
export type TransactionPage = { readonly items: readonly TransactionView[]; readonly next: Position | undefined };

export type TransactionRow = {
  readonly organisation_id: OrganisationId;
  readonly transaction_id: string;
  readonly position: Position;
  readonly type: TransactionType;
  readonly credits: string;
  readonly overrun: boolean;
  readonly occurred_at: Date;
  readonly actor: string;
  readonly details: TransactionDetails;
};

export const TRANSACTION_COLUMNS =
  't.organisation_id, t.transaction_id, t.position, t.type, t.credits, t.overrun, t.occurred_at, t.actor, t.details';

/** One page of the rows that are meant, newest first: in the order of the events that opened them. */
export async function readPage(session: SqlSession, filters: RowFilters, limit: number): Promise<TransactionPage> {
  const { organisationId, since, until } = filters;
  if (isNarrow(filters)) return readRows(session, filters, limit, selectNarrow);
  if (organisationId === undefined || until === undefined) return readRows(session, filters, limit, selectNewestFirst);
  // From the newest row on, an end long ago would be reached through everything that came after it.
  const bounds = await positionBounds(session, organisationId, since, until);
  if (bounds === undefined) return { items: [], next: undefined };
  return readRows(session, { ...filters, bounds }, limit, selectNewestFirst);
}

async function readRows(
  session: SqlSession,
  filters: RowFilters,
  limit: number,
  select: (where: string, limit: string) => string,
): Promise<TransactionPage> {
  const { sql, parameters } = whereOf(filters);
  const rows = await session.query<TransactionRow>(select(sql, `$${parameters.length + 1}`), [
    ...parameters,
    limit + 1,
  ]);
  const page = rows.slice(0, limit);
  return { items: page.map(fromRow), next: rows.length > limit ? page.at(-1)?.position : undefined };
}

const selectNewestFirst = (where: string, limit: string): string => `
  select ${TRANSACTION_COLUMNS} from transactions t
   where ${where}
   order by t.position desc
   limit ${limit}`;

// PostgreSQL takes days for spread evenly over the list and would look for a few old ones from its newest row on, through
// everything that came after. Materialised, the rows are found by their time first.
const selectNarrow = (where: string, limit: string): string => `
  with found as materialized (select t.generation, t.organisation_id, t.position from transactions t where ${where}),
    page as (select * from found order by position desc limit ${limit})
  select ${TRANSACTION_COLUMNS}
    from page p
    join transactions t on (t.generation, t.organisation_id, t.position) = (p.generation, p.organisation_id, p.position)
   order by t.position desc`;

const NARROW_MS_MAX = 92 * 86_400_000;

/** Whether so few days are meant that it is cheaper to find all their rows than to look through the list. */
const isNarrow = ({ since, until }: RowFilters): boolean =>
  since !== undefined && until !== undefined && epochMsOf(until) - epochMsOf(since) <= NARROW_MS_MAX;

// Where no organisation is named, or its registration has not arrived.
const TIME_ZONE_DEFAULT = 'UTC';

/** The filters of one organisation, its days taken in its own time zone; of all organisations, in UTC. */
export async function toRowFilters(
  session: SqlSession,
  { from, to, ...filters }: TransactionFilters,
  organisationId: OrganisationId | undefined,
): Promise<RowFilters> {
  if (from === undefined && to === undefined) return { ...filters, organisationId };
  const known = organisationId === undefined ? undefined : await timeZoneOf(session, organisationId);
  const timeZone = known ?? TIME_ZONE_DEFAULT;
  return {
    ...filters,
    organisationId,
    since: from === undefined ? undefined : startOfDay(from, timeZone),
    until: to === undefined ? undefined : startOfDay(to, timeZone),
  };
}

export const fromRow = (row: TransactionRow): TransactionView => ({
  organisationId: row.organisation_id,
  transactionId: row.transaction_id,
  type: row.type,
  credits: credits(BigInt(row.credits)),
  overrun: row.overrun,
  occurredAt: parseInstant(row.occurred_at),
  actor: row.actor,
  details: row.details,
});
