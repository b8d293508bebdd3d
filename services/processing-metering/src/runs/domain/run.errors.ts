import { DomainError, type RunId } from '@credit-ledger/kernel';
import type { RunState } from './run.js';

export class RunNotFoundError extends DomainError {
  readonly code = 'metering.run_not_found';

  constructor(runId: RunId) {
    super(`there is no run ${runId}`, { runId });
  }
}

/** A run id names one run for ever, also one that a usage report opened. */
export class RunExistsError extends DomainError {
  readonly code = 'metering.run_exists';

  constructor(runId: RunId) {
    super(`run ${runId} exists already`, { runId });
  }
}

export class RunNotPausedError extends DomainError {
  readonly code = 'metering.run_not_paused';

  constructor(runId: RunId, state: RunState) {
    super(`run ${runId} is ${state}; only a paused run is resumed`, { runId, state });
  }
}

export type MissingCredits = {
  readonly needed: number;
  /** Negative in debt. */
  readonly available: number;
  readonly recommendedTopUp: number;
};

/** A run whose hold is all or nothing needs more than was available when the ledger decided. */
export class InsufficientCreditsError extends DomainError {
  readonly code = 'metering.insufficient_credits';

  constructor(runId: string, { needed, available, recommendedTopUp }: MissingCredits) {
    super(`run ${runId} needs ${needed} credits, and ${available} are available`, {
      runId,
      needed,
      available,
      recommendedTopUp,
    });
  }
}

/** The ledger has not answered the run's first hold yet. The run may be cancelled, or completed later. */
export class RunNotStartedError extends DomainError {
  readonly code = 'metering.run_not_started';

  constructor(runId: RunId) {
    super(`run ${runId} still waits for its hold`, { runId });
  }
}

export class RunEndedError extends DomainError {
  readonly code = 'metering.run_ended';

  constructor(runId: RunId, state: RunState) {
    super(`run ${runId} is ${state} already`, { runId, state });
  }
}
