import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { NO_CREDITS, toJsonInteger, type OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam, Refuses } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { CaughtUp } from '../projections/caught-up.js';
import { storableText } from '../projections/storable-text.js';
import { toFilters } from './filters.request.js';
import { GetTransactionTotals, type TransactionTotals } from './get-transaction-totals.query.js';
import { GetTransaction } from './get-transaction.query.js';
import { ListTransactions } from './list-transactions.query.js';
import { OwnFiltersRequest, TransactionsRequest } from './page-of-transactions.request.js';
import { parseCursor, toCursor } from './transaction-cursor.js';
import { TransactionNotFoundError } from './transaction-not-found.error.js';
import {
  toItem,
  toTotals,
  TransactionAnswer,
  TransactionsAnswer,
  TransactionTotalsAnswer,
} from './transaction.answers.js';

// Known to billing, but its registration has not arrived yet.
const NOTHING: TransactionTotals = { transactions: 0, creditsIn: NO_CREDITS, creditsOut: NO_CREDITS };

@ApiTags('Transactions')
@Controller('v1/organisations/:organisationId/transactions')
export class TransactionsController {
  constructor(
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(CaughtUp) private readonly caughtUp: CaughtUp,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List transactions of an organisation, newest first',
    description:
      'One row per run that was charged, per addition of credits, and per correction. The `usageType` of a row, and of the filter, is the type of the run; options such as `STORE_ORIGINALS` are part of its credits and have no row.',
  })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: TransactionsAnswer })
  async list(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() request: TransactionsRequest,
  ): Promise<TransactionsAnswer> {
    const { after, limit, cursor } = request;
    const before = cursor === undefined ? undefined : parseCursor(cursor);
    const query = new ListTransactions(organisationId, toFilters(request), limit, before);
    const caughtUp = await this.caughtUp.after(after, organisationId);
    const page = await this.queryBus.execute(query);
    if (page === undefined && caughtUp) throw new AccountNotFoundError(organisationId);
    return {
      items: (page?.items ?? []).map(toItem),
      nextCursor: page?.next === undefined ? null : toCursor(page.next),
      caughtUp,
    };
  }

  @Get('totals')
  @ApiOperation({ summary: 'Sum up all transactions that match' })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: TransactionTotalsAnswer })
  async totals(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() request: OwnFiltersRequest,
  ): Promise<TransactionTotalsAnswer> {
    const query = new GetTransactionTotals(organisationId, toFilters(request));
    const caughtUp = await this.caughtUp.after(request.after, organisationId);
    const totals = await this.queryBus.execute(query);
    if (totals === undefined && caughtUp) throw new AccountNotFoundError(organisationId);
    return { ...toTotals(totals ?? NOTHING), caughtUp };
  }

  @Get(':transactionId')
  @ApiOperation({ summary: 'Read a transaction, with the lots that it opened or was paid from' })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.transaction_not_found')
  @ApiParam({ name: 'transactionId', example: 'addition-payment-1' })
  @ApiOkResponse({ type: TransactionAnswer })
  async get(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('transactionId') transactionId: string,
  ): Promise<TransactionAnswer> {
    const found = await this.queryBus.execute(new GetTransaction(organisationId, storableText(transactionId)));
    if (found === undefined) throw new TransactionNotFoundError(organisationId, transactionId);
    const lots = found.lots.map(({ lotId, credits, remaining }) => ({
      lotId,
      credits: toJsonInteger(credits),
      remaining: toJsonInteger(remaining),
    }));
    return { ...toItem(found), lots };
  }
}
