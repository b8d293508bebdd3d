import { plusMs, type Instant } from '@credit-ledger/kernel';
import { hasEnded, type Run } from './run.js';

/** Domain rule "holds.expire": credits that nobody uses for a day are set aside in vain. */
const UNUSED_MAX_MS = 24 * 60 * 60 * 1_000;

/** When a hold expires unless it is used before. */
export const expiryOf = (usedAt: Instant): Instant => plusMs(usedAt, UNUSED_MAX_MS);

/**
 * Gives up an open hold that was not used for a day, or moves its expiry to a day after its last use. The run goes on until
 * the ledger has released the hold: what it says then, that the hold was used up or released, pauses the run.
 */
export function expireHold(run: Run, now: Instant): Run {
  const { hold } = run;
  if (hold.status !== 'OPEN' || hasEnded(run)) return run;
  const expiresAt = expiryOf(run.usedAt);
  if (expiresAt > now) return { ...run, hold: { ...hold, expiresAt } };
  const { holdId, granted, chargedBefore } = hold;
  return { ...run, hold: { status: 'EXPIRING', holdId, granted, chargedBefore } };
}
