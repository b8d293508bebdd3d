import { addCredits, assertNever, laterOf, type Credits, type Instant } from '@credit-ledger/kernel';
import { expiryOf } from './expire-hold.js';
import { isAllOrNothing } from './hold-policy.js';
import { extended, type HoldId } from './hold.js';
import { hasEnded, type Run } from './run.js';

/** What the ledger said about a hold, in the order in which it happened to the account. */
export type HoldFact = { readonly holdId: HoldId } & (
  | { readonly type: 'PLACED'; readonly granted: Credits }
  | { readonly type: 'REFUSED'; readonly available: Credits }
  | { readonly type: 'EXTENDED'; readonly added: Credits }
  | { readonly type: 'EXHAUSTED' }
  | { readonly type: 'RELEASED' }
);

/**
 * Follows the ledger. Returns the same run when the fact changes nothing: it speaks of an earlier hold, or of one that was
 * closed. An ended run keeps its state whatever happens to its hold, since the release it asked for is still to come.
 */
export function applyHoldFact(run: Run, fact: HoldFact, now: Instant): Run {
  const { hold } = run;
  if (hold.status === 'NONE' || hold.status === 'CLOSED' || hold.holdId !== fact.holdId) return run;
  switch (fact.type) {
    case 'PLACED': {
      if (hold.status !== 'PENDING') return run;
      const { holdId, chargedBefore } = hold;
      const granted = addCredits(run.granted, fact.granted);
      const open = { status: 'OPEN', holdId, granted: fact.granted, chargedBefore, expiresAt: expiryOf(now) } as const;
      return { ...unlessEnded(used(run, now), 'RUNNING'), hold: open, granted };
    }
    case 'EXTENDED': {
      if (hold.status === 'PENDING') return run;
      return { ...used(run, now), hold: extended(hold, fact.added), granted: addCredits(run.granted, fact.added) };
    }
    case 'REFUSED': {
      if (hold.status !== 'PENDING') return run;
      const { holdId, requested } = hold;
      return {
        ...refused(run, now),
        hold: { status: 'CLOSED', holdId, refusal: { requested, available: fact.available } },
      };
    }
    // An exhausted hold can get nothing more, and one that is released under a run still going has expired: both leave the
    // run without credits set aside, so a person has to resume it.
    case 'EXHAUSTED':
    case 'RELEASED':
      return { ...unlessEnded(run, 'PAUSED'), hold: { status: 'CLOSED', holdId: hold.holdId, refusal: undefined } };
    default:
      return assertNever(fact);
  }
}

// Only the first hold decides whether the run happens at all. A paused run that is resumed in vain has done work already,
// and may be resumed again.
function refused(run: Run, now: Instant): Run {
  if (run.state === 'REQUESTED' && isAllOrNothing(run.usageType)) return { ...run, state: 'REFUSED', endedAt: now };
  return unlessEnded(run, 'PAUSED');
}

const used = (run: Run, now: Instant): Run => ({ ...run, usedAt: laterOf(run.usedAt, now) });

const unlessEnded = (run: Run, state: 'RUNNING' | 'PAUSED'): Run => (hasEnded(run) ? run : { ...run, state });
