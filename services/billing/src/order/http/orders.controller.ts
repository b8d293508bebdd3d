import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
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
import { PlaceOrder } from '../commands/place-order.command.js';
import { parseOrderId } from '../domain/order.js';
import { GetOrder } from '../queries/get-order.query.js';
import { OrderResponse, toOrderResponse } from './order.response.js';
import { PlaceOrderRequest } from './place-order.request.js';

@Controller('v1/organisations/:organisationId/orders')
@ApiTags('orders')
export class OrdersController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Place an order of credits',
    description: 'It is paid at `payment.checkoutUrl`, and its prices stay as they are now.',
  })
  @Allow('admin')
  @ApiCreatedResponse({ type: OrderResponse })
  @Idempotent(
    'billing.organisation_not_found',
    'billing.credits_not_whole',
    'billing.credits_below_minimum',
    'billing.credits_above_maximum',
    'billing.refund_policy_not_accepted',
    'billing.no_price',
    'billing.gateway_unavailable',
  )
  async place(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Body() body: PlaceOrderRequest,
    @Caller() { actorId: actor }: Caller,
    @IdempotencyKey() idempotencyKey: string,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderResponse> {
    const metadata = { actor, idempotencyKey, correlationId };
    const { credits, refundPolicyAccepted } = body;
    const placed = await this.commands.execute(
      new PlaceOrder({ organisationId, credits, refundPolicyAccepted }, metadata),
    );
    void reply.header('Location', `/v1/organisations/${organisationId}/orders/${placed.order.orderId}`);
    return toOrderResponse(placed);
  }

  @Get(':orderId')
  @ApiOperation({ summary: 'Read an order and its payment' })
  @Allow('admin', 'operator', 'staff', 'service')
  @ApiParam({ name: 'orderId', example: '019aa5b1-3c5d-7e21-8a3c-5b7d9f1e2a40' })
  @ApiOkResponse({ type: OrderResponse })
  @Refuses('billing.order_not_found')
  async get(
    @OrganisationIdParam() organisationId: OrganisationId,
    @Param('orderId') orderId: string,
  ): Promise<OrderResponse> {
    return toOrderResponse(await this.queries.execute(new GetOrder(organisationId, parseOrderId(orderId))));
  }
}
