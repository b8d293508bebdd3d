import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { invariant, toJsonInteger, type Clock } from '@credit-ledger/kernel';
import { CLOCK, type Answer } from '@credit-ledger/nest-platform';
import { Corrections } from '../credit-account/corrections.js';
import type { CreditAccountEvent } from '../credit-account/domain/credit-account.events.js';
import { PurchaseHistory } from '../credit-account/domain/purchase-history.js';
import { ReversePayment, type ReversedPayment } from './reverse-payment.command.js';

const ROUTE = 'POST /v1/organisations/:organisationId/purchases/:paymentId/reversals';

@CommandHandler(ReversePayment)
export class ReversePaymentHandler implements ICommandHandler<ReversePayment> {
  constructor(
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws PurchaseNotFoundError | ReversalExceedsPurchaseError | CreditsAlreadySpentError, and what `Corrections.make`
   * throws.
   */
  execute(reversal: ReversePayment): Promise<Answer<ReversedPayment>> {
    const { organisationId, paymentId, credits, reason, forced, metadata } = reversal;
    const request = { organisationId, paymentId, credits, reason, forced };
    const reversedAt = this.clock.now();
    return this.corrections.make({
      write: { organisationId, route: ROUTE, key: metadata.idempotencyKey, request },
      request: metadata,
      newHistory: () => new PurchaseHistory(paymentId),
      commandOf: (purchase, reversalId) => ({
        type: 'ReversePurchase',
        data: { reversalId, purchase, credits, forced, reason, reversedAt },
      }),
      bodyOf: reversedPaymentOf,
    });
  }
}

function reversedPaymentOf(events: readonly CreditAccountEvent[]): ReversedPayment {
  const reversed = events.find((event) => event.type === 'PurchaseReversed');
  invariant(reversed !== undefined, 'a reversal is stored as one');
  const { reversalId, paymentId, credits, removals, owed } = reversed.data;
  return {
    reversalId,
    paymentId,
    credits: toJsonInteger(credits),
    removals: removals.map(({ lotId, credits: taken }) => ({ lotId, credits: toJsonInteger(taken) })),
    owed: toJsonInteger(owed),
  };
}
