import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CorrelationId, Public, Refuses } from '@credit-ledger/nest-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml, sendHtml } from '../../http/html-answer.js';
import { ReceiveGatewayMessage } from '../commands/receive-gateway-message.command.js';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../payment-gateway.js';
import { setConsistencyToken } from './consistency-header.js';
import { GatewayReturnParameters } from './gateway-return-parameters.js';
import { returnPage } from './return-page.js';

class PaymentReturnResponse {
  @ApiProperty({
    example: 'COMPLETED',
    type: String,
    nullable: true,
    description: 'Null when the payment is not one of ours.',
  })
  readonly state!: string | null;

  @ApiProperty({ example: '019aa5b1-3c5e-7d4a-9f0b-2a6c8e1d4f70', type: String, nullable: true })
  readonly paymentId!: string | null;
}

@Controller('v1/payments/return')
@ApiTags('gateways')
@Public('the browser of a customer comes back from the gateway; the signature in its address is what is believed')
export class PaymentReturnController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Receive a customer who comes back from the gateway',
    description:
      'Finalises the payment like the webhook does, whichever comes first. A page for browsers, JSON for programs.',
  })
  @GatewayReturnParameters()
  @ApiOkResponse({ type: PaymentReturnResponse })
  @Refuses('billing.gateway_signature_invalid', 'billing.gateway_message_malformed')
  async receive(
    @Req() request: FastifyRequest,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentReturnResponse | undefined> {
    const parameters = Object.fromEntries(new URL(request.url, 'http://return').searchParams);
    // In one order and without repetitions: one message is one record, however its address was written.
    const content = new URLSearchParams(parameters);
    content.sort();
    const received = { gateway: this.gateway.name, channel: 'RETURN', content: content.toString() } as const;
    const message = this.gateway.readReturn(parameters);
    const { payment } = await this.commands.execute(new ReceiveGatewayMessage(message, received, correlationId));
    setConsistencyToken(reply, payment);
    if (!prefersHtml(request)) return { paymentId: payment?.paymentId ?? null, state: payment?.state ?? null };
    sendHtml(reply, returnPage(payment));
    return undefined;
  }
}
