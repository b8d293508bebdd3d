import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseOrganisationId, type OrganisationId } from '@credit-ledger/kernel';
import { Allow, Refuses } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { toFilters } from './filters.request.js';
import { GetTransactionTotals } from './get-transaction-totals.query.js';
import { ListTransactions } from './list-transactions.query.js';
import { StaffFiltersRequest, StaffTransactionsRequest } from './page-of-transactions.request.js';
import { parseCursor, toCursor } from './transaction-cursor.js';
import { StaffTransactionsAnswer, StaffTransactionTotalsAnswer, toItem, toTotals } from './transaction.answers.js';

@ApiTags('Transactions')
@Controller('v1/transactions')
export class StaffTransactionsController {
  constructor(@Inject(QueryBus) private readonly queryBus: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'List transactions of all organisations, or of one, newest first',
    description:
      '`usageType` is the type of the run; options such as `STORE_ORIGINALS` are part of its credits and have no row.',
  })
  @Allow('staff')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: StaffTransactionsAnswer })
  async list(@Query() request: StaffTransactionsRequest): Promise<StaffTransactionsAnswer> {
    const { limit, cursor } = request;
    const organisationId = organisationOf(request);
    const before = cursor === undefined ? undefined : parseCursor(cursor);
    const page = await this.queryBus.execute(new ListTransactions(organisationId, toFilters(request), limit, before));
    // Without an organisation there is always a page.
    if (page === undefined) throw new AccountNotFoundError(parseOrganisationId(request.organisationId));
    return {
      items: page.items.map((view) => ({ ...toItem(view), organisationId: view.organisationId })),
      nextCursor: page.next === undefined ? null : toCursor(page.next),
    };
  }

  /** What all transactions that match come to, of all organisations or of one. */
  @Get('totals')
  @ApiOperation({ summary: 'Sum up all transactions that match, of all organisations or of one' })
  @Allow('staff')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: StaffTransactionTotalsAnswer })
  async totals(@Query() request: StaffFiltersRequest): Promise<StaffTransactionTotalsAnswer> {
    const totals = await this.queryBus.execute(new GetTransactionTotals(organisationOf(request), toFilters(request)));
    if (totals === undefined) throw new AccountNotFoundError(parseOrganisationId(request.organisationId));
    return toTotals(totals);
  }
}

const organisationOf = ({ organisationId }: StaffFiltersRequest): OrganisationId | undefined =>
  organisationId === undefined ? undefined : parseOrganisationId(organisationId);
