import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { invariant, toJsonInteger, type Clock } from '@credit-ledger/kernel';
import { CLOCK, type Answer } from '@credit-ledger/nest-platform';
import { Corrections } from '../credit-account/corrections.js';
import type { CreditAccountEvent } from '../credit-account/domain/credit-account.events.js';
import { RunSpending } from '../credit-account/domain/run-spending.js';
import { RefundRun, type RefundedRun } from './refund-run.command.js';

const ROUTE = 'POST /v1/organisations/:organisationId/runs/:runId/refunds';

@CommandHandler(RefundRun)
export class RefundRunHandler implements ICommandHandler<RefundRun> {
  constructor(
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RunNotChargedError | RefundExceedsChargesError, and what `Corrections.make` throws. */
  execute({ organisationId, runId, credits, reason, metadata }: RefundRun): Promise<Answer<RefundedRun>> {
    const request = { organisationId, runId, credits, reason };
    const refundedAt = this.clock.now();
    return this.corrections.make({
      write: { organisationId, route: ROUTE, key: metadata.idempotencyKey, request },
      request: metadata,
      newHistory: () => new RunSpending(runId),
      commandOf: (spending, refundId) => ({
        type: 'RefundUsage',
        data: { refundId, spending, credits, reason, refundedAt },
      }),
      bodyOf: refundedRunOf,
    });
  }
}

function refundedRunOf(events: readonly CreditAccountEvent[]): RefundedRun {
  const refunded = events.find((event) => event.type === 'UsageRefunded');
  invariant(refunded !== undefined, 'a refund is stored as one');
  const { refundId, runId, credits, forgiven, lots } = refunded.data;
  return {
    refundId,
    runId,
    credits: toJsonInteger(credits),
    forgiven: toJsonInteger(forgiven),
    lots: lots.map(({ lotId, sourceLotId, unitPrice, currency, credits: given }) => ({
      ...{ lotId, sourceLotId, credits: toJsonInteger(given), unitPrice, currency },
    })),
  };
}
