import { addCredits, assertNever, type Credits } from '@credit-ledger/kernel';
import { extended, type HoldId } from './hold.js';
import type { Run, RunState } from './run.js';

/** What the ledger said about a hold, in the order in which it happened to the account. */
export type HoldFact = { readonly holdId: HoldId } & (
  | { readonly type: 'PLACED'; readonly granted: Credits }
  | { readonly type: 'REFUSED' }
  | { readonly type: 'EXTENDED'; readonly added: Credits }
  | { readonly type: 'EXHAUSTED' }
  | { readonly type: 'RELEASED' }
);

/**
 * Follows the ledger. Returns the same run when the fact changes nothing: it speaks of an earlier hold, or of one that was
 * closed. An ended run keeps its state whatever happens to its hold, since the release it asked for is still to come.
 */
export function applyHoldFact(run: Run, fact: HoldFact): Run {
  const { hold } = run;
  if (hold.status === 'NONE' || hold.status === 'CLOSED' || hold.holdId !== fact.holdId) return run;
  switch (fact.type) {
    case 'PLACED': {
      if (hold.status !== 'PENDING') return run;
      const { holdId, chargedBefore } = hold;
      const granted = addCredits(run.granted, fact.granted);
      const open = { status: 'OPEN', holdId, granted: fact.granted, chargedBefore } as const;
      return { ...run, state: unlessEnded(run, 'RUNNING'), hold: open, granted };
    }
    case 'EXTENDED': {
      if (hold.status !== 'OPEN') return run;
      return { ...run, hold: extended(hold, fact.added), granted: addCredits(run.granted, fact.added) };
    }
    // A refused hold was granted nothing, an exhausted one can get nothing more, and one that is released under a run
    // still going has expired: each leaves the run without credits set aside, so a person has to resume it.
    case 'REFUSED':
    case 'EXHAUSTED':
    case 'RELEASED':
      return { ...run, state: unlessEnded(run, 'PAUSED'), hold: { status: 'CLOSED', holdId: hold.holdId } };
    default:
      return assertNever(fact);
  }
}

function unlessEnded(run: Run, next: 'RUNNING' | 'PAUSED'): RunState {
  switch (run.state) {
    case 'REQUESTED':
    case 'RUNNING':
    case 'PAUSED':
      return next;
    case 'COMPLETED':
    case 'CANCELLED':
    case 'REFUSED':
      return run.state;
    default:
      return assertNever(run.state);
  }
}
