import { Body, Controller, Get, Inject, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { OrganisationId } from '@credit-ledger/kernel';
import {
  Allow,
  Caller,
  CorrelationId,
  Idempotent,
  IdempotencyKey,
  OrganisationIdParam,
  Refuses,
} from '@credit-ledger/nest-platform';
import type { FastifyReply } from 'fastify';
import { sendAnswer } from '../../http/send-answer.js';
import { RegisterOrganisation } from '../commands/register-organisation.command.js';
import { GetOrganisation } from '../queries/get-organisation.query.js';
import { OrganisationResponse, toOrganisationResponse } from './organisation.response.js';
import { RegisterOrganisationRequest, toRegistration } from './register-organisation.request.js';

@Controller('v1/organisations')
@ApiTags('organisations')
export class OrganisationsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Register an organisation',
    description:
      'Registered again with the same name and region it is answered 200 instead of 201, and nothing changes.',
  })
  @Allow('staff', 'service')
  @Idempotent('billing.organisation_already_registered')
  @ApiCreatedResponse({
    type: OrganisationResponse,
    description: 'Registered, on trial, with its free credits on the way.',
  })
  @ApiOkResponse({ type: OrganisationResponse, description: 'Was registered before with the same data.' })
  async register(
    @Body() body: RegisterOrganisationRequest,
    @Caller() { actorId: actor }: Caller,
    @IdempotencyKey() idempotencyKey: string,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganisationResponse> {
    const metadata = { actor, idempotencyKey, correlationId };
    return sendAnswer(reply, await this.commands.execute(new RegisterOrganisation(toRegistration(body), metadata)));
  }

  @Get(':organisationId')
  @ApiOperation({ summary: 'Read an organisation and its plan' })
  @Allow('admin', 'operator', 'staff', 'service')
  @ApiOkResponse({ type: OrganisationResponse })
  @Refuses('billing.organisation_not_found')
  async get(@OrganisationIdParam() organisationId: OrganisationId): Promise<OrganisationResponse> {
    return toOrganisationResponse(await this.queries.execute(new GetOrganisation(organisationId)));
  }
}
