import { assertNever, failpoint } from '@credit-ledger/kernel';
import { LOGGER } from '@credit-ledger/nest-platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import { decidePayment, type PaymentDecision } from '../domain/decide-payment.js';
import type { GatewayReport } from '../domain/gateway-report.js';
import type { Payment } from '../domain/payment.js';
import { GatewayEventLog } from '../gateway-event-log.js';
import type { GatewayVerdict } from '../gateway-event.entity.js';
import { type CauseIds, PaymentCompletion } from '../payment-completion.js';
import { PaymentStore } from '../payment-store.js';
import { type AppliedReport, ApplyGatewayReport } from './apply-gateway-report.command.js';

@CommandHandler(ApplyGatewayReport)
export class ApplyGatewayReportHandler implements ICommandHandler<ApplyGatewayReport> {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(PaymentCompletion) private readonly completion: PaymentCompletion,
    @Inject(GatewayEventLog) private readonly events: GatewayEventLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute({ report, received, correlationId }: ApplyGatewayReport): Promise<AppliedReport> {
    const applied = await this.dataSource.transaction(async (manager) => {
      const payment = await this.payments.lock(manager, report.paymentId);
      const decision =
        payment === undefined || !isAbout(payment, report, received.gateway)
          ? undefined
          : decidePayment(payment, report);
      const verdict = verdictOf(decision);
      const causationId = await this.events.record(manager, received, verdict, report.paymentId);
      if (payment === undefined || decision === undefined) return { verdict, payment: undefined };
      return { verdict, payment: await this.carryOut(manager, payment, decision, { correlationId, causationId }) };
    });
    failpoint('billing.payment-committed');
    this.log(applied, report, { channel: received.channel, correlationId });
    return applied;
  }

  private async carryOut(
    manager: EntityManager,
    payment: Payment,
    decision: PaymentDecision,
    cause: CauseIds,
  ): Promise<Payment> {
    switch (decision.type) {
      case 'complete':
        return this.completion.complete(manager, payment, decision.gatewayPaymentId, cause);
      case 'end':
        return this.change(manager, { ...payment, state: decision.state, reason: decision.reason });
      case 'flag':
        return this.change(manager, { ...payment, flag: decision.flag });
      case 'keep':
        return payment;
      default:
        return assertNever(decision);
    }
  }

  private async change(manager: EntityManager, payment: Payment): Promise<Payment> {
    await this.payments.update(manager, payment);
    return payment;
  }

  private log({ verdict, payment }: AppliedReport, { paymentId, outcome }: GatewayReport, of: object): void {
    const fields = { verdict, paymentId, outcome: outcome.type, state: payment?.state, flag: payment?.flag, ...of };
    if (verdict === 'FLAGGED' || verdict === 'UNKNOWN_PAYMENT') this.logger.warn(fields, 'gateway report needs staff');
    else this.logger.info(fields, 'gateway report handled');
  }
}

// A payment whose checkout we never got to store (a crash right after it was opened) takes the one that reports.
const isAbout = (payment: Payment, report: GatewayReport, gateway: string): boolean =>
  payment.gateway === gateway && (payment.checkout === undefined || payment.checkout.checkoutId === report.checkoutId);

function verdictOf(decision: PaymentDecision | undefined): GatewayVerdict {
  if (decision === undefined) return 'UNKNOWN_PAYMENT';
  if (decision.type === 'flag') return 'FLAGGED';
  return decision.type === 'keep' ? 'NO_CHANGE' : 'APPLIED';
}
