import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { parseCredits, parseRunId, type OrganisationId } from '@credit-ledger/kernel';
import {
  Allow,
  Caller,
  CorrelationId,
  Idempotent,
  IdempotencyKey,
  OrganisationIdParam,
  ReasonProperty,
} from '@credit-ledger/nest-platform';
import { RefundRun } from './refund-run.command.js';

const CREDITS_MAX = 1_000_000_000;

export class RefundUsageRequest {
  @ApiProperty({ example: 20, minimum: 1, maximum: CREDITS_MAX, description: 'At most what the run was charged.' })
  @IsInt()
  @Min(1)
  @Max(CREDITS_MAX)
  credits!: number;

  @ReasonProperty('The photos of camera 3 were blurred')
  reason!: string;
}

export class RefundLotAnswer {
  @ApiProperty({ example: '3f2c5d9e-6f0b-5d3e-9a55-0d0c8a8f6a11-1' })
  lotId!: string;

  @ApiProperty({ example: 'payment-1', description: 'The lot that had paid.' })
  sourceLotId!: string;

  @ApiProperty({ example: 20 })
  credits!: number;

  @ApiProperty({ example: '1.50', description: 'Price of a credit of that lot, "0" for gifts.' })
  unitPrice!: string;

  @ApiProperty({ example: 'INR' })
  currency!: string;
}

export class RefundUsageAnswer {
  @ApiProperty({ example: '3f2c5d9e-6f0b-5d3e-9a55-0d0c8a8f6a11' })
  refundId!: string;

  @ApiProperty({ example: 'run-2014-04-21' })
  runId!: string;

  @ApiProperty({ example: 20, description: 'forgiven + the credits of all lots.' })
  credits!: number;

  @ApiProperty({ example: 0, description: 'What the run still owed of it.' })
  forgiven!: number;

  @ApiProperty({ type: [RefundLotAnswer], description: 'New lots, one for each that had paid, at its price.' })
  lots!: RefundLotAnswer[];
}

@ApiTags('Corrections')
@Controller('v1/organisations/:organisationId/runs/:runId/refunds')
export class UsageRefundsController {
  constructor(@Inject(CommandBus) private readonly commandBus: CommandBus) {}

  @Post()
  @ApiOperation({
    summary: 'Give back credits that a run was charged',
    description:
      'At most all of them. They appear in purchase history as a refund, with actor and reason; the usage of the month stays as it is.',
  })
  @Allow('staff')
  @ApiParam({ name: 'runId', example: 'run-2014-04-21' })
  @Idempotent(
    'ledger.account_not_found',
    'ledger.run_not_charged',
    'ledger.refund_exceeds_charges',
    'ledger.account_busy',
  )
  @ApiCreatedResponse({ type: RefundUsageAnswer })
  async refund(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('runId') runId: string,
    @IdempotencyKey() idempotencyKey: string,
    @Body() request: RefundUsageRequest,
    @Caller() caller: Caller,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RefundUsageAnswer> {
    const metadata = { actor: caller.actorId, idempotencyKey, correlationId };
    const credits = parseCredits(request.credits, 'credits', 1n);
    const refund = new RefundRun(organisationId, parseRunId(runId), credits, request.reason, metadata);
    const { body, headers } = await this.commandBus.execute(refund);
    void reply.headers({ ...headers });
    return { ...body, lots: [...body.lots] };
  }
}
