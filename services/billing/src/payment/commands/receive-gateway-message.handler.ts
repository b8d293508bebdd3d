import { assertNever, DomainError } from '@credit-ledger/kernel';
import { LOGGER } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { decideForgedReturn } from '../domain/decide-payment.js';
import type { PaymentId } from '../domain/payment.js';
import { GatewayEventLog, type ReceivedMessage } from '../gateway-event-log.js';
import { PaymentStore } from '../payment-store.js';
import { ApplyGatewayReport, type AppliedReport } from './apply-gateway-report.command.js';
import { ReceiveGatewayMessage } from './receive-gateway-message.command.js';

@CommandHandler(ReceiveGatewayMessage)
export class ReceiveGatewayMessageHandler implements ICommandHandler<ReceiveGatewayMessage> {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(GatewayEventLog) private readonly events: GatewayEventLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws BadGatewaySignatureError | MalformedGatewayMessageError, both after they were recorded. */
  async execute({ message, received, correlationId }: ReceiveGatewayMessage): Promise<AppliedReport> {
    switch (message.type) {
      case 'genuine':
        return this.commands.execute(new ApplyGatewayReport(message.report, received, correlationId));
      case 'forged':
        await this.recordForgery(message.namedPaymentId, received, correlationId);
        throw new BadGatewaySignatureError(received.gateway);
      case 'malformed':
        await this.events.record(this.dataSource.manager, received, 'MALFORMED', undefined);
        this.logger.error(
          { gateway: received.gateway, problem: message.problem, correlationId },
          'gateway signed what we cannot read',
        );
        throw new MalformedGatewayMessageError(message.problem);
      default:
        return assertNever(message);
    }
  }

  // A forged webhook changes nothing. A browser that comes back with a bad signature ends a pending payment: the customer
  // was sent back by somebody else. Should the gateway prove the payment later, it completes from FAILED all the same.
  private async recordForgery(
    paymentId: PaymentId | undefined,
    received: ReceivedMessage,
    correlationId: string,
  ): Promise<void> {
    const { gateway, channel } = received;
    this.logger.warn({ paymentId, gateway, channel, correlationId }, 'bad gateway signature');
    await this.dataSource.transaction(async (manager) => {
      await this.events.record(manager, received, 'BAD_SIGNATURE', paymentId);
      if (received.channel !== 'RETURN' || paymentId === undefined) return;
      const payment = await this.payments.lock(manager, paymentId);
      if (payment === undefined || payment.gateway !== received.gateway) return;
      const decision = decideForgedReturn(payment);
      if (decision.type !== 'end') return;
      await this.payments.update(manager, { ...payment, state: decision.state, reason: decision.reason });
    });
  }
}

export class BadGatewaySignatureError extends DomainError {
  readonly code = 'billing.gateway_signature_invalid';

  constructor(gateway: string) {
    super(`the signature is not one of ${gateway}`, { gateway });
  }
}

export class MalformedGatewayMessageError extends DomainError {
  readonly code = 'billing.gateway_message_malformed';
}
