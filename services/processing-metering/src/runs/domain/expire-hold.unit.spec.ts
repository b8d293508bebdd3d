import { describe, expect, it } from '@jest/globals';
import { credits, parseActorId, parseInstant, parseOrganisationId, parseRunId, plusMs } from '@credit-ledger/kernel';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import { parsePhotoEvent } from '../../usage/domain/photo-event.js';
import { applyHoldFact, type HoldFact } from './apply-hold-fact.js';
import { endRun } from './end-run.js';
import { expireHold } from './expire-hold.js';
import type { HoldId } from './hold.js';
import { requestRun } from './request-run.js';
import { resumeRun } from './resume-run.js';
import type { Run } from './run.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
const NOW = parseInstant('2026-11-21T09:30:00Z');
const later = (ms: number) => plusMs(NOW, ms);
const HOLD = 'hold-1' as HoldId;

const requested = requestRun(
  {
    organisationId: parseOrganisationId('boston-athletics'),
    runId: parseRunId('run-1'),
    usageType: 'PHOTO_PROCESSING',
    photoEvent: parsePhotoEvent(2014, 'Boston Marathon 2014'),
    settings: { bibSearch: true, selfieSearch: false, storeOriginals: false },
    estimatedPhotos: 100,
    startedBy: parseActorId('user-7'),
    holdId: HOLD,
    now: NOW,
  },
  FIRST_RATE_CARD,
);
const placed: HoldFact = { type: 'PLACED', holdId: HOLD, granted: credits(100n) };
const extended: HoldFact = { type: 'EXTENDED', holdId: HOLD, added: credits(25n) };
const released: HoldFact = { type: 'RELEASED', holdId: HOLD };
const running = applyHoldFact(requested, placed, NOW);
const usedAt = (run: Run, ms: number): Run => ({ ...run, usedAt: later(ms) });

describe('a hold', () => {
  it('expires when nobody used it for 24 hours, and not a moment earlier', () => {
    expect(expireHold(running, later(DAY_MS - 1))).toMatchObject({ state: 'RUNNING', hold: { status: 'OPEN' } });
    expect(expireHold(running, later(DAY_MS))).toMatchObject({
      state: 'RUNNING',
      hold: { status: 'EXPIRING', holdId: HOLD, granted: 100n },
    });
  });

  it('has a day from its last use, also when it looked due', () => {
    const run = expireHold(usedAt(running, 5_000), later(DAY_MS));
    expect(run.hold).toMatchObject({ status: 'OPEN', expiresAt: later(DAY_MS + 5_000) });
  });

  it('is used when the ledger extends it', () => {
    const run = applyHoldFact(running, extended, later(60_000));
    expect(expireHold(run, later(DAY_MS + 59_999)).hold).toMatchObject({ status: 'OPEN' });
    expect(expireHold(run, later(DAY_MS + 60_000)).hold).toMatchObject({ status: 'EXPIRING', granted: 125n });
  });

  it('that is not placed, or closed, or of a run that ended, does not expire', () => {
    const exhausted = applyHoldFact(running, { type: 'EXHAUSTED', holdId: HOLD }, NOW);
    for (const run of [requested, exhausted, endRun(running, 'COMPLETED', NOW), endRun(running, 'CANCELLED', NOW)]) {
      expect(expireHold(run, later(10 * DAY_MS))).toBe(run);
    }
  });
});

describe('an expiring hold', () => {
  const expiring = expireHold(running, later(DAY_MS));

  it('pauses its run once the ledger has released it', () => {
    expect(applyHoldFact(expiring, released, later(DAY_MS))).toMatchObject({
      state: 'PAUSED',
      hold: { status: 'CLOSED', refusal: undefined },
    });
  });

  it('pauses its run as well when it was used up before the ledger heard of the expiry', () => {
    const run = applyHoldFact(expiring, { type: 'EXHAUSTED', holdId: HOLD }, later(DAY_MS));
    expect(run).toMatchObject({ state: 'PAUSED' });
  });

  it('keeps expiring when the ledger had extended it before it heard', () => {
    const run = applyHoldFact(expiring, extended, later(DAY_MS));
    expect(run).toMatchObject({ granted: 125n, hold: { status: 'EXPIRING', granted: 125n } });
  });

  it('expires once', () => {
    expect(expireHold(expiring, later(3 * DAY_MS))).toBe(expiring);
  });

  it('leaves a run that can be resumed after its expiry', () => {
    const again = 'hold-2' as HoldId;
    const paused = applyHoldFact(expiring, released, later(DAY_MS));
    const asked = resumeRun(paused, again);
    expect(asked.hold).toMatchObject({ status: 'PENDING', holdId: again, requested: 100n });
    const resumed = applyHoldFact(asked, { ...placed, holdId: again }, later(DAY_MS + 1));
    expect(resumed).toMatchObject({ state: 'RUNNING', hold: { status: 'OPEN', expiresAt: later(2 * DAY_MS + 1) } });
    expect(applyHoldFact(resumed, released, later(DAY_MS + 2))).toBe(resumed);
  });
});
