import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { credits, NO_CREDITS, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { PG_POOL } from '@credit-ledger/nest-platform';
import { AccountRepository } from '../credit-account/account-repository.js';
import { accountStream } from '../credit-account/account-stream.js';
import { storableText } from '../projections/storable-text.js';
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
           select jsonb_agg(jsonb_build_object('lotId', lot_id, 'credits', credits::text) order by abs(credits) desc, lot_id)
             from (select lot_id, credits from transaction_lots
                    where generation = ${GENERATION} and organisation_id = $1 and transaction_id = $2
                    order by abs(credits) desc, lot_id limit ${LOTS_MAX}) m), '[]') as lots
    from transactions t
   where t.generation = ${GENERATION} and t.organisation_id = $1 and t.transaction_id = $2`;

type Row = TransactionRow & {
  readonly lots: readonly { readonly lotId: string; readonly credits: string }[];
};

@QueryHandler(GetTransaction)
export class GetTransactionHandler implements IQueryHandler<GetTransaction> {
  private readonly session: SqlSession;

  constructor(
    @Inject(PG_POOL) pool: Pool,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
  ) {
    this.session = sessionOf(pool);
  }

  async execute({ organisationId, transactionId }: GetTransaction): Promise<TransactionWithLots | undefined> {
    const [row] = await this.session.query<Row>(SELECT, [organisationId, transactionId]);
    if (row === undefined) return undefined;
    const remaining = await this.remainingOf(organisationId);
    const lots = row.lots.map((lot) => ({
      lotId: lot.lotId,
      credits: credits(BigInt(lot.credits)),
      remaining: remaining.get(lot.lotId) ?? NO_CREDITS,
    }));
    return { ...fromRow(row), lots };
  }

  // From the account itself: it knows the lots that have something left, which every charge would have to write down in a view.
  private async remainingOf(organisationId: OrganisationId): Promise<ReadonlyMap<string, Credits>> {
    const { state } = await this.accounts.load(accountStream(organisationId));
    return new Map(state.lots.map(({ lotId, remaining }) => [storableText(lotId), remaining]));
  }
}
