import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import type { Day } from '../monthly-usage/zoned-day.js';
import type { PositionBounds } from './position-bounds.js';
import { kindOf, TRANSACTION_FILTERS, type TransactionFilter, type TransactionType } from './transaction.js';

/** Which rows of the list are meant. What is left out filters nothing. */
export type TransactionFilters = {
  /** A part of the list, or one type of it. */
  readonly type?: TransactionFilter | TransactionType | undefined;
  readonly usageType?: string | undefined;
  readonly photoEventId?: number | undefined;
  readonly actor?: string | undefined;
  /** Days of the organisation's time zone, `[from, to)`: when the row was opened. */
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  /** Any part of a photo event's name, run, payment or order id, or reason; upper or lower case. */
  readonly text?: string | undefined;
};

/** The same with everything that the rows know, ready to be asked for. */
export type RowFilters = Omit<TransactionFilters, 'from' | 'to'> & {
  /** All organisations when left out. */
  readonly organisationId?: OrganisationId | undefined;
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
  /** Only rows that were opened before this position. */
  readonly before?: Position | undefined;
  /** Only rows between these positions, both included. */
  readonly bounds?: PositionBounds | undefined;
};

const isPart = (type: TransactionFilter | TransactionType): type is TransactionFilter => type in TRANSACTION_FILTERS;

/**
 * The `where` of a query on the rows, and its parameters. Only what is asked for is in it: a condition that may be switched off by
 * a parameter keeps PostgreSQL from using the index that is made for it.
 */
export function whereOf(filters: RowFilters): { readonly sql: string; readonly parameters: unknown[] } {
  const parameters: unknown[] = [];
  const conditions = ["t.generation = (select generation from checkpoints where reader = 'account-views')"];
  const demand = (condition: (parameter: string) => string, value: unknown): void => {
    if (value === undefined) return;
    parameters.push(value);
    conditions.push(condition(`$${parameters.length}`));
  };
  const { type, text } = filters;
  demand((p) => `t.organisation_id = ${p}`, filters.organisationId);
  // A type is asked for within its part of the list, which has an index.
  if (type !== undefined) demand((p) => `t.kind = ${p}`, isPart(type) ? type : kindOf(type));
  if (type !== undefined && !isPart(type)) demand((p) => `t.type = ${p}`, type);
  demand((p) => `t.usage_type = ${p}`, filters.usageType);
  demand((p) => `t.photo_event_id = ${p}`, filters.photoEventId);
  demand((p) => `t.actor = ${p}`, filters.actor);
  demand((p) => `t.occurred_at >= ${p}`, filters.since);
  demand((p) => `t.occurred_at < ${p}`, filters.until);
  demand((p) => `t.search_text like ${p}`, text === undefined ? undefined : `%${likeText(text)}%`);
  demand((p) => `t.position < ${p}`, filters.before);
  demand((p) => `t.position >= ${p}`, filters.bounds?.first);
  demand((p) => `t.position <= ${p}`, filters.bounds?.last);
  return { sql: conditions.join('\n     and '), parameters };
}

/** In lower case, as it is stored, and without a meaning of its own for `like`. */
const likeText = (text: string): string => text.toLowerCase().replace(/[\\%_]/g, '\\$&');
