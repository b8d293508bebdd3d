import { Body, Controller, Get, Inject, Put, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { parseCredits, type OrganisationId } from '@credit-ledger/kernel';
import {
  Allow,
  Caller,
  CorrelationId,
  Idempotent,
  IdempotencyKey,
  OrganisationIdParam,
  Refuses,
} from '@credit-ledger/nest-platform';
import { GetThreshold } from './get-threshold.query.js';
import { ThresholdAnswer } from './low-balance.answer.js';
import { SetThreshold } from './set-threshold.command.js';

const THRESHOLD_MAX = 1_000_000_000;

export class SetThresholdRequest {
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 250,
    minimum: 0,
    maximum: THRESHOLD_MAX,
    description: 'A balance at or below it is low. null: a tenth of the last purchase, at least 100.',
  })
  @ValidateIf(({ threshold }: SetThresholdRequest) => threshold !== null)
  @IsInt()
  @Min(0)
  @Max(THRESHOLD_MAX)
  threshold!: number | null;
}

@ApiTags('Balance')
@Controller('v1/organisations/:organisationId/low-balance-threshold')
export class LowBalanceController {
  constructor(
    @Inject(CommandBus) private readonly commandBus: CommandBus,
    @Inject(QueryBus) private readonly queryBus: QueryBus,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Read the low-balance threshold',
    description: 'At or below it services and dashboards are told that credits run out.',
  })
  @Allow('admin', 'operator', 'staff', 'service')
  @Refuses('ledger.account_not_found')
  @ApiOkResponse({ type: ThresholdAnswer })
  get(@OrganisationIdParam() organisationId: OrganisationId): Promise<ThresholdAnswer> {
    return this.queryBus.execute(new GetThreshold(organisationId));
  }

  @Put()
  @ApiOperation({
    summary: 'Set the low-balance threshold, or take the usual one again',
    description: 'A balance that is low by it is told at once.',
  })
  @Allow('admin', 'staff')
  @Idempotent('ledger.account_not_found')
  @ApiOkResponse({ type: ThresholdAnswer })
  async set(
    @OrganisationIdParam() organisationId: OrganisationId,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { threshold }: SetThresholdRequest,
    @Caller() caller: Caller,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ThresholdAnswer> {
    const wanted = threshold === null ? undefined : parseCredits(threshold, 'threshold');
    const metadata = { actor: caller.actorId, idempotencyKey, correlationId };
    const { body, headers } = await this.commandBus.execute(new SetThreshold(organisationId, wanted, metadata));
    void reply.headers({ ...headers });
    return body;
  }
}
