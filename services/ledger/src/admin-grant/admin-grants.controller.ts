import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { parseCredits, type OrganisationId } from '@credit-ledger/kernel';
import {
  Allow,
  Caller,
  CorrelationId,
  Idempotent,
  IdempotencyKey,
  OrganisationIdParam,
  ReasonProperty,
} from '@credit-ledger/nest-platform';
import { GrantCredits } from './grant-credits.command.js';

export class GrantCreditsRequest {
  @ApiProperty({ example: 500, minimum: 1, maximum: 10_000_000, description: 'Whole credits.' })
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  credits!: number;

  @ReasonProperty('Goodwill for the outage of 3 November')
  reason!: string;
}

export class GrantCreditsAnswer {
  @ApiProperty({ example: 'grant-3f2c5d9e-6f0b-5d3e-9a55-0d0c8a8f6a11' })
  additionId!: string;

  @ApiProperty({ example: 500 })
  credits!: number;
}

@ApiTags('Corrections')
@Controller('v1/organisations/:organisationId/admin-grants')
export class AdminGrantsController {
  constructor(@Inject(CommandBus) private readonly commandBus: CommandBus) {}

  @Post()
  @ApiOperation({
    summary: 'Give an organisation credits at no price',
    description: 'They appear in purchase history as an admin grant, with actor and reason.',
  })
  @Allow('staff')
  @Idempotent('ledger.account_not_found')
  @ApiCreatedResponse({ type: GrantCreditsAnswer })
  async grant(
    @OrganisationIdParam() organisationId: OrganisationId,
    @IdempotencyKey() key: string,
    @Body() request: GrantCreditsRequest,
    @Caller() caller: Caller,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GrantCreditsAnswer> {
    const metadata = { actor: caller.actorId, idempotencyKey: key, correlationId };
    const credits = parseCredits(request.credits, 'credits', 1n);
    const grant = new GrantCredits(organisationId, credits, request.reason, metadata);
    const { body, headers } = await this.commandBus.execute(grant);
    void reply.headers({ ...headers });
    return body;
  }
}
