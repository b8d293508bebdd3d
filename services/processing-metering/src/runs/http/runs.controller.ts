import { parseRunId, type OrganisationId } from '@credit-ledger/kernel';
import {
  Allow,
  Caller,
  CorrelationId,
  Idempotent,
  IdempotencyKey,
  OrganisationIdParam,
  Refuses,
  type Answer,
} from '@credit-ledger/nest-platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { parsePhotoEvent } from '../../usage/domain/photo-event.js';
import { parseRunSettings } from '../domain/run-settings.js';
import { EndRun } from '../commands/end-run.command.js';
import { ResumeRun } from '../commands/resume-run.command.js';
import { StartRun } from '../commands/start-run.command.js';
import { AskGate } from '../queries/ask-gate.query.js';
import { GetRun } from '../queries/get-run.query.js';
import { GateRequest } from './gate.request.js';
import { GateResponse, toGateResponse } from './gate.response.js';
import { RunResponse, toRunResponse } from './run.response.js';
import { StartRunRequest } from './start-run.request.js';

const NOT_DECIDED_YET = 'The ledger has not decided within 3 s: look at Location, or send it again with its key.';
const RunIdParam = ApiParam({ name: 'runId', example: 'run-2014-04-21' });

@Controller('v1/organisations/:organisationId/runs')
@ApiTags('runs')
@Allow('admin', 'operator', 'staff', 'service')
export class RunsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Start a run',
    description:
      'Sets the estimated credits aside. `PHOTO_PROCESSING` takes as many as there are, and starts `PAUSED` with none; the other types need all of them, and are `REFUSED` with less.',
  })
  @ApiCreatedResponse({ type: RunResponse, description: 'The ledger has decided.' })
  @ApiAcceptedResponse({ type: RunResponse, description: NOT_DECIDED_YET })
  @Idempotent('metering.organisation_not_found', 'metering.run_exists', 'metering.insufficient_credits')
  async start(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Body() body: StartRunRequest,
    @Caller() { actorId }: Caller,
    @IdempotencyKey() idempotencyKey: string,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunResponse> {
    const { runId, usageType, photoEvent, estimatedPhotos, ...settings } = body;
    const data = {
      organisationId,
      runId: runId === undefined ? undefined : parseRunId(runId),
      usageType,
      photoEvent: parsePhotoEvent(photoEvent.id, photoEvent.name, 'photoEvent.id', 'photoEvent.name'),
      estimatedPhotos,
      settings: parseRunSettings(usageType, settings),
    };
    const answer = await this.commands.execute(new StartRun(data, { actorId, idempotencyKey, correlationId }));
    return answerWith(reply, answer);
  }

  @Post(':runId/resume')
  @ApiOperation({
    summary: 'Resume a paused run',
    description: 'After a top-up: sets further credits aside. Granted none, or refused, it stays `PAUSED`.',
  })
  @HttpCode(200)
  @RunIdParam
  @ApiOkResponse({ type: RunResponse, description: 'The ledger has decided.' })
  @ApiAcceptedResponse({ type: RunResponse, description: NOT_DECIDED_YET })
  @Idempotent(
    'metering.run_not_found',
    'metering.run_not_paused',
    'metering.run_ended',
    'metering.insufficient_credits',
  )
  async resume(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('runId') runId: string,
    @Caller() { actorId }: Caller,
    @IdempotencyKey() idempotencyKey: string,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunResponse> {
    const metadata = { actorId, idempotencyKey, correlationId };
    const answer = await this.commands.execute(new ResumeRun(organisationId, parseRunId(runId), metadata));
    return answerWith(reply, answer);
  }

  @Post(':runId/complete')
  @ApiOperation({
    summary: 'Complete a run',
    description: 'What is left of its hold is released. Late reports are still accepted.',
  })
  @HttpCode(200)
  @RunIdParam
  @ApiOkResponse({ type: RunResponse })
  @Idempotent('metering.run_not_found', 'metering.run_not_started', 'metering.run_ended')
  async complete(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('runId') runId: string,
    @Caller() { actorId }: Caller,
    @IdempotencyKey() idempotencyKey: string,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunResponse> {
    const metadata = { actorId, idempotencyKey, correlationId };
    const answer = await this.commands.execute(new EndRun(organisationId, parseRunId(runId), 'COMPLETED', metadata));
    return answerWith(reply, answer);
  }

  @Post(':runId/cancel')
  @ApiOperation({
    summary: 'Cancel a run',
    description: 'What is left of its hold is released; what was charged stays charged.',
  })
  @HttpCode(200)
  @RunIdParam
  @ApiOkResponse({ type: RunResponse })
  @Idempotent('metering.run_not_found', 'metering.run_ended')
  async cancel(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('runId') runId: string,
    @Caller() { actorId }: Caller,
    @IdempotencyKey() idempotencyKey: string,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RunResponse> {
    const metadata = { actorId, idempotencyKey, correlationId };
    const answer = await this.commands.execute(new EndRun(organisationId, parseRunId(runId), 'CANCELLED', metadata));
    return answerWith(reply, answer);
  }

  @Get(':runId')
  @ApiOperation({ summary: 'Read a run and its progress' })
  @RunIdParam
  @ApiOkResponse({ type: RunResponse })
  @Refuses('metering.run_not_found')
  async get(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('runId') runId: string,
  ): Promise<RunResponse> {
    return toRunResponse(await this.queries.execute(new GetRun(organisationId, parseRunId(runId))));
  }

  @Get(':runId/gate')
  @ApiOperation({
    summary: 'Ask the gate whether photos may be processed',
    description:
      'Asked by the pipeline before each batch. Answered from what metering knows, also while the ledger is down.',
  })
  @RunIdParam
  @ApiOkResponse({ type: GateResponse })
  @Refuses('metering.run_not_found')
  async gate(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('runId') runId: string,
    @Query() { photos }: GateRequest,
  ): Promise<GateResponse> {
    return toGateResponse(await this.queries.execute(new AskGate(organisationId, parseRunId(runId), photos)));
  }
}

function answerWith(reply: FastifyReply, { status, headers, body }: Answer<RunResponse>): RunResponse {
  void reply.status(status).headers({ ...headers });
  return body;
}
