import type { OrganisationId } from '@credit-ledger/kernel';
import { Allow, OrganisationIdParam } from '@credit-ledger/nest-platform';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseRunSettings } from '../../runs/domain/run-settings.js';
import { EstimateWork } from '../queries/estimate-work.query.js';
import { EstimateRequest } from './estimate.request.js';
import { EstimateResponse, toEstimateResponse } from './estimate.response.js';

@Controller('v1/organisations/:organisationId/estimates')
@ApiTags('runs')
export class EstimatesController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Post()
  @ApiOperation({
    summary: 'Estimate what a run would cost',
    description: 'And tell whether there are credits for it. Changes nothing, and sets nothing aside.',
  })
  @HttpCode(200)
  @Allow('admin', 'operator', 'staff', 'service')
  @ApiOkResponse({ type: EstimateResponse })
  async estimate(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Body() { usageType, photos, ...settings }: EstimateRequest,
  ): Promise<EstimateResponse> {
    const work = { usageType, photos, settings: parseRunSettings(usageType, settings) };
    return toEstimateResponse(await this.queries.execute(new EstimateWork(organisationId, work)));
  }
}
