import { epochMsOf, parseOrganisationId, type Clock } from '@credit-ledger/kernel';
import { Allow, CLOCK, PageRequest } from '@credit-ledger/nest-platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListLanes } from '../queries/list-lanes.query.js';
import { ListPendingUsage } from '../queries/list-pending-usage.query.js';
import { LanesResponse, PendingUsagePageResponse } from './waiting-usage.response.js';

const LANES_MAX = 200;

/** What has been reported and is not counted yet, for operations. */
@Controller('v1')
@ApiTags('usage')
@Allow('staff')
export class WaitingUsageController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('pending-usage')
  @ApiOperation({
    summary: 'List usage that waits for its organisation to register',
    description: 'Also what was refused when the organisation did register.',
  })
  @ApiOkResponse({ type: PendingUsagePageResponse })
  async pending(@Query() { limit, cursor }: PageRequest): Promise<PendingUsagePageResponse> {
    const after = cursor === undefined ? undefined : parseOrganisationId(cursor, 'cursor');
    const { items, next } = await this.queries.execute(new ListPendingUsage(after, limit));
    return { items, nextCursor: next ?? null };
  }

  @Get('lanes')
  @ApiOperation({
    summary: 'List how far each organisation is behind',
    description:
      'Usage that waits for its turn: over HTTP in this process, and by message in all of them, up to 200 of each.',
  })
  @ApiOkResponse({ type: LanesResponse })
  async lanes(): Promise<LanesResponse> {
    const lanes = await this.queries.execute(new ListLanes(LANES_MAX));
    const now = epochMsOf(this.clock.now());
    const items = lanes.map(({ organisationId, channel, reports, photos, oldestSince }) => ({
      organisationId,
      channel,
      waitingReports: reports,
      waitingPhotos: photos,
      oldestSince,
      oldestAgeMs: now - epochMsOf(oldestSince),
    }));
    return { items };
  }
}
