import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam, PageRequest, parseCursor } from '@credit-ledger/nest-platform';
import { ListInvoices } from '../queries/list-invoices.query.js';
import { InvoicePageResponse, toInvoicePageResponse } from './invoice.response.js';

@Controller('v1/organisations/:organisationId/invoices')
@ApiTags('invoices')
export class InvoicesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'List invoices of an organisation, latest payment first',
    description:
      'An organisation that nobody has heard of has no invoices either: invoicing knows payments, not organisations.',
  })
  @Allow('admin', 'operator', 'staff')
  @ApiOkResponse({ type: InvoicePageResponse, description: 'Latest payment first.' })
  async list(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() page: PageRequest,
  ): Promise<InvoicePageResponse> {
    const before = page.cursor === undefined ? undefined : parseCursor(page.cursor);
    return toInvoicePageResponse(await this.queries.execute(new ListInvoices(organisationId, before, page.limit)));
  }
}
