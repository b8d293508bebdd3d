import { DomainError, epochMsOf, InvalidValueError, plusMs, type ActorId, type Instant } from '@credit-ledger/kernel';
import type { StoredRates } from './rate-card.js';
import type { StoredOverride } from './rate-override.js';

/** A version as it was added, with who, when and why. Versions are never edited. */
export type RateVersion<Stored extends StoredRates | StoredOverride = StoredRates | StoredOverride> = {
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly rates: Stored;
  readonly addedAt: Instant;
  readonly addedBy: ActorId;
  readonly reason: string;
};

/** Rates would change for usage that was accepted already, or is being accepted. */
export class RatesTooSoonError extends DomainError {
  readonly code = 'metering.rates_too_soon';

  constructor(earliest: Instant) {
    super(`rates take effect no sooner than a minute after they were added, here ${earliest}`, {
      field: 'effectiveFrom',
      earliest,
    });
  }
}

// Every transaction that is under way when rates are added has accepted its usage before they take effect, on whatever
// process, with clocks that differ by seconds.
const NOTICE_MS = 60_000;

/** Missing means as soon as may be. @throws RatesTooSoonError */
export function effectiveFromOf(requested: Instant | undefined, now: Instant): Instant {
  const earliest = plusMs(now, NOTICE_MS);
  if (requested === undefined) return earliest;
  if (epochMsOf(requested) < epochMsOf(earliest)) throw new RatesTooSoonError(earliest);
  return requested;
}

/** @throws InvalidValueError */
export function parseVersionCursor(cursor: string): number {
  if (!/^[1-9]\d{0,8}$/.test(cursor)) {
    throw new InvalidValueError('cursor', 'must be a nextCursor as a page answered it');
  }
  return Number(cursor);
}
