import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Clock, type Log, plusMs } from '@credit-ledger/kernel';
import { CLOCK, LOGGER } from '@credit-ledger/nest-platform';
import { v7 as uuidv7 } from 'uuid';
import { AbandonOverduePayment } from './commands/abandon-overdue-payment.command.js';
import { RecheckPayment } from './commands/recheck-payment.command.js';
import { PENDING_AT_MOST_MS } from './domain/decide-payment.js';
import type { Payment } from './domain/payment.js';
import { PaymentStore } from './payment-store.js';

const SWEEP_EVERY_MS = 5 * 60 * 1_000;
const SWEPT_AT_ONCE_MAX = 100;

/**
 * Settles payments that have been pending for 24 hours: asks the gateway, which completes or ends them, and abandons what
 * it knows nothing new about. Any number of processes may sweep, because each decision is made under the payment's lock.
 */
@Injectable()
export class PendingPaymentSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      // A slow sweep is followed by the next, never overlapped.
      this.sweeping = this.sweeping
        .then(() => this.sweep())
        .catch((error: unknown) => this.logger.warn({ err: error }, 'pending payments could not be swept'));
    }, SWEEP_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** One round. A payment whose gateway does not answer stays pending for the next. */
  async sweep(): Promise<void> {
    const overdue = await this.payments.pendingSince(plusMs(this.clock.now(), -PENDING_AT_MOST_MS), SWEPT_AT_ONCE_MAX);
    for (const payment of overdue) {
      if (this.stopping) return;
      await this.settle(payment);
    }
  }

  private async settle({ organisationId, paymentId }: Payment): Promise<void> {
    const correlationId = uuidv7();
    try {
      const asked = await this.commands.execute(new RecheckPayment(organisationId, paymentId, correlationId));
      if (asked.state !== 'PENDING') return;
      const { state, reason } = await this.commands.execute(new AbandonOverduePayment(paymentId));
      this.logger.info({ paymentId, state, reason, correlationId }, 'overdue payment settled');
    } catch (error) {
      this.logger.warn({ paymentId, correlationId, err: error }, 'overdue payment stays pending for now');
    }
  }
}
