import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Log, OrganisationId } from '@credit-ledger/kernel';
import type { Position } from '@credit-ledger/event-sourcing';
import { Allow, LOGGER, OrganisationIdParam, Refuses } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { CaughtUp } from '../projections/caught-up.js';
import { toFilters } from './filters.request.js';
import { ListTransactions } from './list-transactions.query.js';
import { OwnFiltersRequest } from './page-of-transactions.request.js';
import type { TransactionPage } from './transaction-rows.js';
import { CSV_COLUMNS, writeCsv } from './transactions-csv.js';

const PAGE_SIZE = 1_000;
const NO_PAGE: TransactionPage = { items: [], next: undefined };

@ApiTags('Transactions')
@Controller('v1/organisations/:organisationId/transactions.csv')
export class TransactionsCsvController {
  constructor(
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(CaughtUp) private readonly caughtUp: CaughtUp,
    @Inject(LOGGER) private readonly log: Log,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Stream all transactions that match as CSV, newest first',
    description: 'A file that breaks off in the middle is not complete.',
  })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', example: `${CSV_COLUMNS.join(',')}\n` } })
  async stream(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() request: OwnFiltersRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const filters = toFilters(request);
    const read = async (before: Position | undefined) =>
      this.queryBus.execute(new ListTransactions(organisationId, filters, PAGE_SIZE, before));
    const caughtUp = await this.caughtUp.after(request.after, organisationId);
    const first = await read(undefined);
    if (first === undefined && caughtUp) throw new AccountNotFoundError(organisationId);
    // From here on the answer is the file: no time-out ends it, and a fault can only break it off.
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="transactions-${organisationId}.csv"`,
      'Cache-Control': 'no-store',
    });
    await writeCsv(first ?? NO_PAGE, async (before) => (await read(before)) ?? NO_PAGE, reply.raw).catch(
      (error: unknown) =>
        this.log.info({ err: error, correlationId: reply.request.id }, 'a CSV was not read to its end'),
    );
  }
}
