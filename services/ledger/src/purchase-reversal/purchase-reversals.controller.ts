import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiParam, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { parseCredits, parseText, type OrganisationId } from '@credit-ledger/kernel';
import {
  Allow,
  Caller,
  CorrelationId,
  Idempotent,
  IdempotencyKey,
  OrganisationIdParam,
  ReasonProperty,
} from '@credit-ledger/nest-platform';
import { ReversePayment } from './reverse-payment.command.js';

const CREDITS_MAX = 1_000_000_000;
const PAYMENT_ID_LENGTH_MAX = 128;

export class ReversePurchaseRequest {
  @ApiProperty({ example: 400, minimum: 1, maximum: CREDITS_MAX, description: 'At most what was bought.' })
  @IsInt()
  @Min(1)
  @Max(CREDITS_MAX)
  credits!: number;

  @ReasonProperty('The customer charged the payment back')
  reason!: string;

  @ApiPropertyOptional({
    example: false,
    default: false,
    description: 'Also what is spent or held: from other lots in draw-down order, and at last as debt.',
  })
  @IsOptional()
  @IsBoolean()
  force?: boolean;
}

export class RemovalAnswer {
  @ApiProperty({ example: '0192f0c1-7c1e-7d5a-9c0e-5b1d1f0a7e11', description: "The purchase's own lot comes first." })
  lotId!: string;

  @ApiProperty({ example: 400 })
  credits!: number;
}

export class ReversePurchaseAnswer {
  @ApiProperty({ example: '8c1e1b52-64f0-5b7e-8a39-58a4f6f2c0de' })
  reversalId!: string;

  @ApiProperty({ example: '0192f0c1-7c1e-7d5a-9c0e-5b1d1f0a7e11' })
  paymentId!: string;

  @ApiProperty({ example: 400, description: 'The credits of all removals + owed.' })
  credits!: number;

  @ApiProperty({ type: [RemovalAnswer], description: 'Where they were taken from.' })
  removals!: RemovalAnswer[];

  @ApiProperty({ example: 0, description: 'What was forced, and found nothing.' })
  owed!: number;
}

@ApiTags('Corrections')
@Controller('v1/organisations/:organisationId/purchases/:paymentId/reversals')
export class PurchaseReversalsController {
  constructor(@Inject(CommandBus) private readonly commandBus: CommandBus) {}

  @Post()
  @ApiOperation({
    summary: 'Take back credits that a payment bought',
    description: 'They appear in the transaction list as an adjustment, with actor and reason. No money moves.',
  })
  @Allow('staff')
  @ApiParam({ name: 'paymentId', example: '0192f0c1-7c1e-7d5a-9c0e-5b1d1f0a7e11' })
  @Idempotent(
    'ledger.account_not_found',
    'ledger.purchase_not_found',
    'ledger.reversal_exceeds_purchase',
    'billing.credits_already_spent',
    'ledger.account_busy',
  )
  @ApiCreatedResponse({ type: ReversePurchaseAnswer })
  async reverse(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('paymentId') paymentId: string,
    @IdempotencyKey() idempotencyKey: string,
    @Body() { credits, reason, force = false }: ReversePurchaseRequest,
    @Caller() caller: Caller,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReversePurchaseAnswer> {
    const reversal = new ReversePayment(
      organisationId,
      parseText(paymentId, 'paymentId', PAYMENT_ID_LENGTH_MAX),
      parseCredits(credits, 'credits', 1n),
      reason,
      force,
      { actor: caller.actorId, idempotencyKey, correlationId },
    );
    const { body, headers } = await this.commandBus.execute(reversal);
    void reply.headers({ ...headers });
    return { ...body, removals: [...body.removals] };
  }
}
