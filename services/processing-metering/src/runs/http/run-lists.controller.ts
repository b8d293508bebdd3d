import { parsePhotoEventId, parseRunId, type OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam, PageRequest, Refuses } from '@credit-ledger/nest-platform';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { GetRunHistory } from '../history/get-run-history.query.js';
import { RunHistoryResponse, toRunHistoryResponse } from '../history/run-history.response.js';
import { ListRuns } from '../queries/list-runs.query.js';
import { NAMES, NUMBERS, parseListCursor } from './list-cursor.js';
import { ListRunsRequest } from './list-runs.request.js';
import { RunPageResponse, toRunPageResponse } from './run-page.response.js';

@Controller('v1/organisations/:organisationId/runs')
@ApiTags('runs')
@Allow('admin', 'operator', 'staff', 'service')
export class RunListsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'List runs of an organisation, newest first' })
  @ApiOkResponse({ type: RunPageResponse })
  async list(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() { state, usageType, photoEventId, limit, cursor }: ListRunsRequest,
  ): Promise<RunPageResponse> {
    const filter = {
      state,
      usageType,
      photoEventId: photoEventId === undefined ? undefined : parsePhotoEventId(photoEventId),
    };
    const before = cursor === undefined ? undefined : parseListCursor(cursor, NAMES);
    return toRunPageResponse(await this.queries.execute(new ListRuns(organisationId, filter, before, limit)));
  }

  @Get(':runId/history')
  @ApiOperation({
    summary: 'List what happened to a run',
    description: 'Every hold, pause, resumption and end, with whoever caused it, in order.',
  })
  @ApiParam({ name: 'runId', example: 'run-2014-04-21' })
  @ApiOkResponse({ type: RunHistoryResponse })
  @Refuses('metering.run_not_found')
  async history(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('runId') runId: string,
    @Query() { limit, cursor }: PageRequest,
  ): Promise<RunHistoryResponse> {
    const after = cursor === undefined ? undefined : parseListCursor(cursor, NUMBERS);
    const query = new GetRunHistory(organisationId, parseRunId(runId), after, limit);
    return toRunHistoryResponse(await this.queries.execute(query));
  }
}
