import { Module } from '@nestjs/common';
import { PAYMENT_GATEWAY } from '../payment/payment-gateway.js';
import { SandboxCheckoutController } from './company/sandbox-checkout.controller.js';
import { SandboxCompany } from './company/sandbox-company.js';
import { WebhookSender } from './company/webhook-sender.js';
import { SandboxGateway } from './sandbox.gateway.js';

/** The sandbox as the gateway of new payments. Razorpay and PayGlocal will be modules beside it. */
@Module({
  controllers: [SandboxCheckoutController],
  providers: [SandboxCompany, WebhookSender, { provide: PAYMENT_GATEWAY, useClass: SandboxGateway }],
  exports: [PAYMENT_GATEWAY],
})
export class SandboxGatewayModule {}
