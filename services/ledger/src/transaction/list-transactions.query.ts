import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { credits, parseInstant, type Credits, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { TRANSACTION_FILTERS, type TransactionFilter, type TransactionType } from './transaction.js';
import type { TransactionDetails } from './transaction.projection.js';

export type TransactionView = {
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

/**
 * One page of the transaction list, newest first; undefined while the ledger knows nothing of the organisation. The order is
 * that of the events that opened the rows.
 */
export class ListTransactions extends Query<TransactionPage | undefined> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly filter: TransactionFilter | undefined,
    readonly limit: number,
    /** Only rows that were opened before this position. */
    readonly before: Position | undefined,
  ) {
    super();
  }
}

const SELECT = `
  select transaction_id, position, type, credits, overrun, occurred_at, actor, details from transactions
   where generation = (select generation from checkpoints where reader = 'account-views')
     and organisation_id = $1
     and ($2::text is null or position < $2)
     and ($3::text[] is null or type = any($3))
   order by position desc
   limit $4`;

const KNOWN = `
  select 1 from balances
   where generation = (select generation from checkpoints where reader = 'account-views') and organisation_id = $1`;

type Row = {
  readonly transaction_id: string;
  readonly position: Position;
  readonly type: TransactionType;
  readonly credits: string;
  readonly overrun: boolean;
  readonly occurred_at: Date;
  readonly actor: string;
  readonly details: TransactionDetails;
};

@QueryHandler(ListTransactions)
export class ListTransactionsHandler implements IQueryHandler<ListTransactions> {
  private readonly session: SqlSession;

  constructor(@Inject(PG_POOL) pool: Pool) {
    this.session = sessionOf(pool);
  }

  async execute({ organisationId, filter, limit, before }: ListTransactions): Promise<TransactionPage | undefined> {
    const types = filter === undefined ? null : TRANSACTION_FILTERS[filter];
    const rows = await this.session.query<Row>(SELECT, [organisationId, before ?? null, types, limit + 1]);
    if (rows.length === 0 && !(await this.isKnown(organisationId))) return undefined;
    const page = rows.slice(0, limit);
    return { items: page.map(fromRow), next: rows.length > limit ? page.at(-1)?.position : undefined };
  }

  private async isKnown(organisationId: OrganisationId): Promise<boolean> {
    return (await this.session.query(KNOWN, [organisationId])).length > 0;
  }
}

const fromRow = (row: Row): TransactionView => ({
  transactionId: row.transaction_id,
  type: row.type,
  credits: credits(BigInt(row.credits)),
  overrun: row.overrun,
  occurredAt: parseInstant(row.occurred_at),
  actor: row.actor,
  details: row.details,
});
