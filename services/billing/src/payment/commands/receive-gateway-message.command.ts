import { Command } from '@nestjs/cqrs';
import type { GatewayMessage } from '../payment-gateway.js';
import type { ReceivedMessage } from '../gateway-event-log.js';
import type { AppliedReport } from './apply-gateway-report.command.js';

/** Takes what arrived in a gateway's name, over its webhook or with the browser that came back. */
export class ReceiveGatewayMessage extends Command<AppliedReport> {
  constructor(
    readonly message: GatewayMessage,
    readonly received: ReceivedMessage,
    readonly correlationId: string,
  ) {
    super();
  }
}
