import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam, Refuses } from '@credit-ledger/nest-platform';
import { QuoteCredits } from '../queries/quote-credits.query.js';
import { QuoteRequest } from './quote.request.js';
import { QuoteResponse, toQuoteResponse } from './quote.response.js';

@Controller('v1/organisations/:organisationId/quotes')
@ApiTags('orders')
export class QuotesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Post()
  @ApiOperation({
    summary: 'Quote what credits cost',
    description: 'Binds nobody and changes nothing; an order freezes the prices of its own moment.',
  })
  @HttpCode(200)
  @Allow('admin', 'operator', 'staff', 'service')
  @ApiOkResponse({ type: QuoteResponse })
  @Refuses(
    'billing.organisation_not_found',
    'billing.credits_not_whole',
    'billing.credits_below_minimum',
    'billing.credits_above_maximum',
    'billing.no_price',
  )
  async quote(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Body() { credits }: QuoteRequest,
  ): Promise<QuoteResponse> {
    return toQuoteResponse(await this.queries.execute(new QuoteCredits(organisationId, credits)));
  }
}
