import { type Clock, invariant } from '@credit-ledger/kernel';
import { CLOCK, LOGGER } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { decideCheckoutNotOpened } from '../domain/decide-payment.js';
import { isGrantOverdue, type Payment } from '../domain/payment.js';
import { PaymentCompletion } from '../payment-completion.js';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../payment-gateway.js';
import { PaymentStore } from '../payment-store.js';
import { ApplyGatewayReport } from './apply-gateway-report.command.js';
import { RecheckPayment } from './recheck-payment.command.js';

@CommandHandler(RecheckPayment)
export class RecheckPaymentHandler implements ICommandHandler<RecheckPayment> {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(PaymentCompletion) private readonly completion: PaymentCompletion,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws PaymentNotFoundError | GatewayUnavailableError */
  async execute({ organisationId, paymentId, correlationId }: RecheckPayment): Promise<Payment> {
    const payment = await this.payments.load(organisationId, paymentId);
    if (payment.state === 'COMPLETED') return this.grantAgainIfOverdue(payment, correlationId);
    const report = await this.gateway.fetchReport(paymentId);
    if (report === undefined) return this.endUnopened(payment);
    // JSON has no bigint, and the record is for people.
    const content = JSON.stringify(report, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    const received = { gateway: this.gateway.name, channel: 'RECHECK', content } as const;
    const applied = await this.commands.execute(new ApplyGatewayReport(report, received, correlationId));
    return applied.payment ?? payment;
  }

  private grantAgainIfOverdue(payment: Payment, correlationId: string): Promise<Payment> {
    return this.dataSource.transaction(async (manager) => {
      if (isGrantOverdue(payment, this.clock.now())) {
        await this.completion.grantAgain(manager, payment, { correlationId, causationId: correlationId });
        this.logger.warn(
          { paymentId: payment.paymentId, correlationId },
          'credits have not shown up; grant sent again',
        );
      }
      return payment;
    });
  }

  private endUnopened({ paymentId }: Payment): Promise<Payment> {
    return this.dataSource.transaction(async (manager) => {
      const payment = await this.payments.lock(manager, paymentId);
      invariant(payment !== undefined, `payment ${paymentId} is gone, although payments are never deleted`);
      const decision = decideCheckoutNotOpened(payment);
      if (decision.type !== 'end') return payment;
      const ended = { ...payment, state: decision.state, reason: decision.reason };
      await this.payments.update(manager, ended);
      return ended;
    });
  }
}
