import { epochMsOf, type Instant } from '@credit-ledger/kernel';

/** When work happened in business time, and whether the moment of acceptance had to stand in for the publisher's time. */
export type EffectiveTime = { readonly effectiveAt: Instant; readonly replaced: boolean };

const EARLIEST_MS = 35 * 24 * 60 * 60 * 1000;
const LATEST_MS = 5 * 60 * 1000;

/**
 * Rule "Time" of processing runs: the publisher's time counts when it lies within [accepted − 35 days, accepted + 5
 * minutes]; else, or when it is missing, the moment of acceptance does, flagged. It never decides the month.
 */
export function effectiveTime(reportedAt: Instant | undefined, acceptedAt: Instant): EffectiveTime {
  if (reportedAt === undefined) return { effectiveAt: acceptedAt, replaced: true };
  const aheadMs = epochMsOf(reportedAt) - epochMsOf(acceptedAt);
  const trusted = aheadMs >= -EARLIEST_MS && aheadMs <= LATEST_MS;
  return trusted ? { effectiveAt: reportedAt, replaced: false } : { effectiveAt: acceptedAt, replaced: true };
}

/** The later of two; of equal times the publisher's own, so that the order of a batch does not decide the flag. */
export function laterEffectiveTime(a: EffectiveTime, b: EffectiveTime): EffectiveTime {
  if (a.effectiveAt !== b.effectiveAt) return a.effectiveAt > b.effectiveAt ? a : b;
  return a.replaced ? b : a;
}
