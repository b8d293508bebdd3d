import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { OrganisationId } from '@credit-ledger/kernel';
import {
  Allow,
  CorrelationId,
  OrganisationIdParam,
  PageRequest,
  parseCursor,
  Refuses,
} from '@credit-ledger/nest-platform';
import type { FastifyReply } from 'fastify';
import { RecheckPayment } from '../commands/recheck-payment.command.js';
import { parsePaymentId } from '../domain/payment.js';
import { GetPayment } from '../queries/get-payment.query.js';
import { ListPayments } from '../queries/list-payments.query.js';
import { setConsistencyToken } from './consistency-header.js';
import { PaymentPageResponse, PaymentResponse, toPaymentPageResponse, toPaymentResponse } from './payment.response.js';

const PAYMENT_ID = { name: 'paymentId', example: '019aa5b1-3c5e-7d4a-9f0b-2a6c8e1d4f70' } as const;

@Controller('v1/organisations/:organisationId/payments')
@ApiTags('payments')
export class PaymentsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List payments of an organisation, newest first' })
  @Allow('admin', 'operator', 'staff', 'service')
  @ApiOkResponse({ type: PaymentPageResponse, description: 'Newest first.' })
  async list(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Query() page: PageRequest,
  ): Promise<PaymentPageResponse> {
    const before = page.cursor === undefined ? undefined : parseCursor(page.cursor);
    return toPaymentPageResponse(await this.queries.execute(new ListPayments(organisationId, before, page.limit)));
  }

  @Get(':paymentId')
  @ApiOperation({ summary: 'Read a payment' })
  @Allow('admin', 'operator', 'staff', 'service')
  @ApiParam(PAYMENT_ID)
  @ApiOkResponse({ type: PaymentResponse })
  @Refuses('billing.payment_not_found')
  async get(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('paymentId') paymentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentResponse> {
    const payment = await this.queries.execute(new GetPayment(organisationId, parsePaymentId(paymentId)));
    setConsistencyToken(reply, payment);
    return toPaymentResponse(payment);
  }

  @Post(':paymentId/recheck')
  @ApiOperation({
    summary: 'Ask the gateway again what became of a payment',
    description: 'Needs no `Idempotency-Key`: asking twice is what it is for, and finalises once.',
  })
  @HttpCode(200)
  @Allow('admin', 'staff')
  @ApiParam(PAYMENT_ID)
  @ApiOkResponse({ type: PaymentResponse, description: 'The payment as it stands now.' })
  @Refuses('billing.payment_not_found', 'billing.gateway_unavailable')
  async recheck(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('paymentId') paymentId: string,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentResponse> {
    const command = new RecheckPayment(organisationId, parsePaymentId(paymentId), correlationId);
    const payment = await this.commands.execute(command);
    setConsistencyToken(reply, payment);
    return toPaymentResponse(payment);
  }
}
