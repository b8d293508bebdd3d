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
