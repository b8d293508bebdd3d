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
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
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

  /** What the organisation's usage costs now, own rates included. */
  @Get('rates')
  @Allow('admin', 'operator', 'staff', 'service')
  @ApiOkResponse({ type: RatesResponse })
  async inForce(@OrganisationIdParam() organisationId: OrganisationId): Promise<RatesResponse> {
    return toRatesResponse(await this.queries.execute(new GetRates(organisationId)));
  }

  /** Every version of the organisation's own rates: what changed when, by whom and why. */
  @Get('rate-overrides')
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

  /** Adds a version of the organisation's own rates, which takes the place of the one before as a whole. */
  @Post('rate-overrides')
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
