import { Allow, Caller, Idempotent, IdempotencyKey, PageRequest } from '@credit-ledger/nest-platform';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AddRates } from '../commands/add-rates.command.js';
import { parseVersionCursor } from '../domain/rate-version.js';
import { ListRates } from '../queries/list-rates.query.js';
import { AddRateCardRequest, toNewRates } from './rates.request.js';
import { RateVersionResponse, RateVersionsResponse, toVersionResponse } from './rates.response.js';

/** What usage costs everybody who has no rates of their own. */
@Controller('v1/rate-cards')
@ApiTags('rates')
@Allow('staff')
export class RateCardsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List the versions of the rate card, newest first',
    description: 'What changed when, by whom and why.',
  })
  @ApiOkResponse({ type: RateVersionsResponse })
  async list(@Query() { limit, cursor }: PageRequest): Promise<RateVersionsResponse> {
    const before = cursor === undefined ? undefined : parseVersionCursor(cursor);
    const { items, next } = await this.queries.execute(new ListRates('everybody', before, limit));
    return { items: items.map(toVersionResponse), nextCursor: next?.toString() ?? null };
  }

  @Post()
  @ApiOperation({
    summary: 'Add a version of the rate card',
    description: 'None is ever edited, and none changes what usage cost that was accepted before it takes effect.',
  })
  @ApiCreatedResponse({ type: RateVersionResponse })
  @Idempotent('metering.rates_too_soon')
  async add(
    @Body() body: AddRateCardRequest,
    @Caller() { actorId }: Caller,
    @IdempotencyKey() idempotencyKey: string,
  ): Promise<RateVersionResponse> {
    const add = new AddRates('everybody', toNewRates(body), { actorId, idempotencyKey });
    return toVersionResponse((await this.commands.execute(add)).body);
  }
}
