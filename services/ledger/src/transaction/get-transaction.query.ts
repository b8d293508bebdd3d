import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { credits, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { fromRow, TRANSACTION_COLUMNS, type TransactionRow, type TransactionView } from './transaction-rows.js';

/** What a transaction put into a lot, or took out of it, and what is left in that lot now. */
export type LotOfTransaction = {
  readonly lotId: string;
  /** Positive for a lot that the transaction opened, negative for one that paid for it. */
  readonly credits: Credits;
  readonly remaining: Credits;
};

export type TransactionWithLots = TransactionView & { readonly lots: readonly LotOfTransaction[] };

/** One transaction with its lots; undefined when there is none of that id. */
export class GetTransaction extends Query<TransactionWithLots | undefined> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly transactionId: string,
  ) {
    super();
  }
}

// A run may be paid from any number of lots: shown are those that paid most.
const LOTS_MAX = 1_000;

const GENERATION = "(select generation from checkpoints where reader = 'account-views')";

// One statement, hence one snapshot: the lots are those of the sums beside them.
const SELECT = `
  select ${TRANSACTION_COLUMNS},
         coalesce((
           select jsonb_agg(jsonb_build_object('lotId', m.lot_id, 'credits', m.credits::text, 'remaining', l.remaining::text)
                            order by abs(m.credits) desc, m.lot_id)
             from (select * from transaction_lots
                    where generation = ${GENERATION} and organisation_id = $1 and transaction_id = $2
                    order by abs(credits) desc, lot_id limit ${LOTS_MAX}) m
             join lots l on l.generation = m.generation and l.organisation_id = $1 and l.lot_id = m.lot_id), '[]') as lots
    from transactions t
   where t.generation = ${GENERATION} and t.organisation_id = $1 and t.transaction_id = $2`;

type Row = TransactionRow & {
  readonly lots: readonly { readonly lotId: string; readonly credits: string; readonly remaining: string }[];
};

@QueryHandler(GetTransaction)
export class GetTransactionHandler implements IQueryHandler<GetTransaction> {
  private readonly session: SqlSession;

  constructor(@Inject(PG_POOL) pool: Pool) {
    this.session = sessionOf(pool);
  }

  async execute({ organisationId, transactionId }: GetTransaction): Promise<TransactionWithLots | undefined> {
    const [row] = await this.session.query<Row>(SELECT, [organisationId, transactionId]);
    if (row === undefined) return undefined;
    const lots = row.lots.map((lot) => ({
      lotId: lot.lotId,
      credits: credits(BigInt(lot.credits)),
      remaining: credits(BigInt(lot.remaining)),
    }));
    return { ...fromRow(row), lots };
  }
}
