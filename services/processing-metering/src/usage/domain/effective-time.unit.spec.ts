import { describe, expect, it } from '@jest/globals';
import { parseInstant, plusMs } from '@credit-ledger/kernel';
import { effectiveTime, laterEffectiveTime } from './effective-time.js';

const ACCEPTED_AT = parseInstant('2026-11-21T09:30:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe("the publisher's time", () => {
  it.each([-35 * DAY_MS, -DAY_MS, 0, 5 * MINUTE_MS])('counts %d ms from acceptance', (aheadMs) => {
    const reportedAt = plusMs(ACCEPTED_AT, aheadMs);
    expect(effectiveTime(reportedAt, ACCEPTED_AT)).toEqual({ effectiveAt: reportedAt, replaced: false });
  });

  it.each([-35 * DAY_MS - 1, 5 * MINUTE_MS + 1])('is replaced and flagged %d ms from acceptance', (aheadMs) => {
    const reportedAt = plusMs(ACCEPTED_AT, aheadMs);
    expect(effectiveTime(reportedAt, ACCEPTED_AT)).toEqual({ effectiveAt: ACCEPTED_AT, replaced: true });
  });

  it('is replaced and flagged when it is missing', () => {
    expect(effectiveTime(undefined, ACCEPTED_AT)).toEqual({ effectiveAt: ACCEPTED_AT, replaced: true });
  });
});

describe('the later of two effective times', () => {
  const own = { effectiveAt: ACCEPTED_AT, replaced: false };
  const replaced = { effectiveAt: ACCEPTED_AT, replaced: true };
  const later = { effectiveAt: plusMs(ACCEPTED_AT, 1), replaced: false };

  it('is the later one, in either order', () => {
    expect([laterEffectiveTime(replaced, later), laterEffectiveTime(later, replaced)]).toEqual([later, later]);
  });

  it("is the publisher's own when both are the same moment, in either order", () => {
    expect([laterEffectiveTime(own, replaced), laterEffectiveTime(replaced, own)]).toEqual([own, own]);
  });
});
