import { DomainError, toJsonInteger, type Credits, type RunId } from '@credit-ledger/kernel';

/**
 * What was read of the account before deciding on a correction is no longer so: another correction, or a repayment, came
 * in between. Read again, and decide again.
 */
export class OutdatedHistoryError extends Error {
  constructor() {
    super('the account was corrected, or its debt repaid, after its history was read');
    this.name = 'OutdatedHistoryError';
  }
}

export class RunNotChargedError extends DomainError {
  readonly code = 'ledger.run_not_charged';

  constructor(runId: RunId) {
    super(`run ${runId} was never charged`, { runId });
  }
}

export class RefundExceedsChargesError extends DomainError {
  readonly code = 'ledger.refund_exceeds_charges';

  constructor(requested: Credits, sums: { readonly charged: Credits; readonly refunded: Credits }) {
    super(`${requested} credits are more than the run was charged and did not get back`, {
      requested: toJsonInteger(requested),
      charged: toJsonInteger(sums.charged),
      refunded: toJsonInteger(sums.refunded),
    });
  }
}

export class PurchaseNotFoundError extends DomainError {
  readonly code = 'ledger.purchase_not_found';

  constructor(paymentId: string) {
    super(`payment ${paymentId} bought no credits`, { paymentId });
  }
}

export class ReversalExceedsPurchaseError extends DomainError {
  readonly code = 'ledger.reversal_exceeds_purchase';

  constructor(requested: Credits, sums: { readonly bought: Credits; readonly reversed: Credits }) {
    super(`${requested} credits are more than were bought and not taken back`, {
      requested: toJsonInteger(requested),
      bought: toJsonInteger(sums.bought),
      reversed: toJsonInteger(sums.reversed),
    });
  }
}

/** In the words of billing, which asks for it before it gives money back. */
export class CreditsAlreadySpentError extends DomainError {
  readonly code = 'billing.credits_already_spent';

  constructor(requested: Credits, free: Credits, sums: { readonly bought: Credits; readonly reversed: Credits }) {
    super(`only ${free} credits of the purchase are neither spent nor held`, {
      requested: toJsonInteger(requested),
      free: toJsonInteger(free),
      bought: toJsonInteger(sums.bought),
      reversed: toJsonInteger(sums.reversed),
    });
  }
}
