import { Command } from '@nestjs/cqrs';
import type { GatewayReport } from '../domain/gateway-report.js';
import type { Payment } from '../domain/payment.js';
import type { ReceivedMessage } from '../gateway-event-log.js';
import type { GatewayVerdict } from '../gateway-event.entity.js';

/** What a genuine report led to, and the payment as it stands now; none when the report names no payment of ours. */
export type AppliedReport = { readonly verdict: GatewayVerdict; readonly payment: Payment | undefined };

/** Lets a payment become what its gateway proves it to be. */
export class ApplyGatewayReport extends Command<AppliedReport> {
  constructor(
    readonly report: GatewayReport,
    readonly received: ReceivedMessage,
    readonly correlationId: string,
  ) {
    super();
  }
}
