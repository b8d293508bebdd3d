import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { InvalidValueError, toJsonInteger, type Credits, type OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam, Refuses } from '@credit-ledger/nest-platform';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { CaughtUp } from '../projections/caught-up.js';
import { GetUsageByPhotoEvent } from './get-usage-by-photo-event.query.js';
import { GetUsageByType } from './get-usage-by-type.query.js';
import type { MonthRange } from './month-range.js';
import { askedMonths, MonthsRequest } from './months.request.js';
import { PhotoEventUsageAnswer, UsageTypeAnswer } from './usage-breakdown.answers.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

export class PhotoEventUsageRequest extends MonthsRequest {
  @ApiPropertyOptional({ example: LIMIT_DEFAULT, minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  limit?: number;

  @ApiPropertyOptional({ description: 'nextCursor of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

@ApiTags('Usage')
@Controller('v1/organisations/:organisationId/usage')
export class UsageBreakdownController {
  constructor(
    @Inject(QueryBus) private readonly queryBus: QueryBus,
    @Inject(CaughtUp) private readonly caughtUp: CaughtUp,
  ) {}

  @Get('by-photo-event')
  @ApiOperation({ summary: 'List what each photo event used within a range of months' })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: PhotoEventUsageAnswer })
  async byPhotoEvent(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() request: PhotoEventUsageRequest,
  ): Promise<PhotoEventUsageAnswer> {
    const { limit = LIMIT_DEFAULT, cursor } = request;
    const query = new GetUsageByPhotoEvent(organisationId, askedMonths(request), limit, parseBelow(cursor));
    const caughtUp = await this.caughtUp.after(request.after, organisationId);
    const page = await this.queryBus.execute(query);
    if (page === undefined && caughtUp) throw new AccountNotFoundError(organisationId);
    const nextCursor = page?.next === undefined ? null : Buffer.from(String(page.next)).toString('base64url');
    return { ...rangeOrNull(page?.range), items: (page?.items ?? []).map(toItem), nextCursor, caughtUp };
  }

  @Get('by-usage-type')
  @ApiOperation({
    summary: 'List what each usage type used within a range of months',
    description:
      'Options of a run, such as `STORE_ORIGINALS`, stand by themselves here, with credits and without runs. In the transaction list they are part of their run.',
  })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: UsageTypeAnswer })
  async byUsageType(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() request: MonthsRequest,
  ): Promise<UsageTypeAnswer> {
    const query = new GetUsageByType(organisationId, askedMonths(request));
    const caughtUp = await this.caughtUp.after(request.after, organisationId);
    const usage = await this.queryBus.execute(query);
    if (usage === undefined && caughtUp) throw new AccountNotFoundError(organisationId);
    return { ...rangeOrNull(usage?.range), items: (usage?.items ?? []).map(toItem), caughtUp };
  }
}

const toItem = <View extends { readonly creditsUsed: Credits }>(view: View) => ({
  ...view,
  creditsUsed: toJsonInteger(view.creditsUsed),
});

const rangeOrNull = (range: MonthRange | undefined) => range ?? { from: null, to: null };

/** @throws InvalidValueError */
function parseBelow(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const below = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^[1-9][0-9]{0,15}$/.test(below))
    throw new InvalidValueError('cursor', 'must be the nextCursor of an earlier page');
  return Number(below);
}
