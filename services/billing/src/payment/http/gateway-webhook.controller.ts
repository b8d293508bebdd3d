import { Controller, HttpCode, Inject, Post, type RawBodyRequest, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CorrelationId, Public, Refuses } from '@credit-ledger/nest-platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReceiveGatewayMessage } from '../commands/receive-gateway-message.command.js';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../payment-gateway.js';
import { setConsistencyToken } from './consistency-header.js';

class ReceivedWebhookResponse {
  @ApiProperty({ example: 'APPLIED', enum: ['APPLIED', 'NO_CHANGE', 'FLAGGED', 'UNKNOWN_PAYMENT'] })
  readonly verdict!: string;
}

const WEBHOOK_EXAMPLE = {
  checkoutId: 'chk_R1EayPt3tLWn_GiriXbOHpV-Cd3J-nN8',
  reference: '01a1fc3c-b9ad-76ec-b971-79180eb34cff',
  state: 'PAID',
  amountMinor: '177000',
  currency: 'INR',
  gatewayPaymentId: 'pay_UdeRzv9i7wZ_WNSM',
};

@Controller('v1/gateways/sandbox/webhook')
@ApiTags('gateways')
@Public('a gateway has no token of ours; its signature over the exact body is what is believed')
export class GatewayWebhookController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Receive a report of the sandbox gateway',
    description:
      'A report that nothing can be done about is taken all the same: sending it again would not change that.',
  })
  @HttpCode(200)
  @ApiHeader({
    name: 'X-Sandbox-Signature',
    required: true,
    description: 'HMAC-SHA256 of the body, in hex.',
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  })
  @ApiBody({ schema: { type: 'object', description: 'As the gateway documents it.', example: WEBHOOK_EXAMPLE } })
  @ApiOkResponse({ type: ReceivedWebhookResponse })
  @Refuses('billing.gateway_signature_invalid', 'billing.gateway_message_malformed')
  async receive(
    @Req() request: RawBodyRequest<FastifyRequest>,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceivedWebhookResponse> {
    const body = request.rawBody ?? Buffer.alloc(0);
    const received = { gateway: this.gateway.name, channel: 'WEBHOOK', content: body.toString('utf8') } as const;
    const message = this.gateway.readWebhook(body, request.headers);
    const { verdict, payment } = await this.commands.execute(
      new ReceiveGatewayMessage(message, received, correlationId),
    );
    setConsistencyToken(reply, payment);
    return { verdict };
  }
}
