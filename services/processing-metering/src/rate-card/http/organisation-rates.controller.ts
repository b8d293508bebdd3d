import type { OrganisationId } from '@credit-ledger/kernel';
import {
  Allow,
  Caller,
  Idempotent,
  IdempotencyKey,
  OrganisationIdParam,
  PageRequest,
} from '@credit-ledger/nest-platform';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AddRates } from '../commands/add-rates.command.js';
import { parseVersionCursor } from '../domain/rate-version.js';
import { GetRates } from '../queries/get-rates.query.js';
import { ListRates } from '../queries/list-rates.query.js';
import { AddRateOverrideRequest, toNewRates } from './rates.request.js';
import {
  RatesResponse,
  RateVersionResponse,
  RateVersionsResponse,
  toRatesResponse,
  toVersionResponse,
} from './rates.response.js';

@Controller('v1/organisations/:organisationId')
@ApiTags('rates')
export class OrganisationRatesController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get('rates')
  @ApiOperation({
    summary: 'Read what usage of an organisation costs now',
    description: 'The rates of its own are included.',
  })
  @Allow('admin', 'operator', 'staff', 'service')
  @ApiOkResponse({ type: RatesResponse })
  async inForce(@OrganisationIdParam() organisationId: OrganisationId): Promise<RatesResponse> {
    return toRatesResponse(await this.queries.execute(new GetRates(organisationId)));
  }

  @Get('rate-overrides')
  @ApiOperation({
    summary: 'List the versions of an organisation’s own rates, newest first',
    description: 'What changed when, by whom and why.',
  })
  @Allow('staff')
  @ApiOkResponse({ type: RateVersionsResponse })
  async list(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() { limit, cursor }: PageRequest,
  ): Promise<RateVersionsResponse> {
    const before = cursor === undefined ? undefined : parseVersionCursor(cursor);
    const { items, next } = await this.queries.execute(new ListRates(organisationId, before, limit));
    return { items: items.map(toVersionResponse), nextCursor: next?.toString() ?? null };
  }

  @Post('rate-overrides')
  @ApiOperation({
    summary: 'Add a version of an organisation’s own rates',
    description: 'It takes the place of the version before as a whole.',
  })
  @Allow('staff')
  @ApiCreatedResponse({ type: RateVersionResponse })
  @Idempotent('metering.rates_too_soon', 'metering.organisation_not_found')
  async add(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Body() body: AddRateOverrideRequest,
    @Caller() { actorId }: Caller,
    @IdempotencyKey() idempotencyKey: string,
  ): Promise<RateVersionResponse> {
    const add = new AddRates(organisationId, toNewRates(body), { actorId, idempotencyKey });
    return toVersionResponse((await this.commands.execute(add)).body);
  }
}
