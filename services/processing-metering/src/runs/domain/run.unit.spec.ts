import { describe, expect, it } from '@jest/globals';
import { credits, parseActorId, parseInstant, parseOrganisationId, parseRunId } from '@credit-ledger/kernel';
import { FIRST_RATE_CARD } from '../../../test/first-rate-card.js';
import { parsePhotoEvent } from '../../usage/domain/photo-event.js';
import { applyHoldFact, type HoldFact } from './apply-hold-fact.js';
import { endRun } from './end-run.js';
import type { HoldId } from './hold.js';
import { requestRun } from './request-run.js';
import { resumeRun } from './resume-run.js';
import type { Run, UsageType } from './run.js';

const NOW = parseInstant('2026-11-21T09:30:00Z');
const HOLD = 'hold-1' as HoldId;
const NEXT_HOLD = 'hold-2' as HoldId;

const requested = (estimatedPhotos = 100, bibSearch = true, usageType: UsageType = 'PHOTO_PROCESSING'): Run =>
  requestRun(
    {
      organisationId: parseOrganisationId('boston-athletics'),
      runId: parseRunId('run-1'),
      usageType,
      photoEvent: parsePhotoEvent(2014, 'Boston Marathon 2014'),
      settings: { bibSearch, selfieSearch: false, storeOriginals: false },
      estimatedPhotos,
      startedBy: parseActorId('user-7'),
      holdId: HOLD,
      now: NOW,
    },
    FIRST_RATE_CARD,
  );
const after = (run: Run, ...facts: HoldFact[]): Run => facts.reduce((one, fact) => applyHoldFact(one, fact, NOW), run);
const charged = (run: Run, amount: bigint): Run => ({ ...run, usage: { ...run.usage, credits: credits(amount) } });
const placed = (granted = 100n, holdId = HOLD): HoldFact => ({ type: 'PLACED', holdId, granted: credits(granted) });
const refused = (holdId = HOLD, available = 0n): HoldFact => ({
  type: 'REFUSED',
  holdId,
  available: credits(available),
});
const exhausted: HoldFact = { type: 'EXHAUSTED', holdId: HOLD };
const released: HoldFact = { type: 'RELEASED', holdId: HOLD };

describe('starting a run', () => {
  it('asks for a hold on the estimate and waits for it', () => {
    expect(requested()).toMatchObject({
      state: 'REQUESTED',
      estimate: 100n,
      hold: { status: 'PENDING', holdId: HOLD, requested: 100n, chargedBefore: 0n },
    });
  });

  it.each([
    { estimatedPhotos: 100, bibSearch: false },
    { estimatedPhotos: 0, bibSearch: true },
  ])('runs at once, without a hold, when it is estimated to cost nothing: %j', ({ estimatedPhotos, bibSearch }) => {
    expect(requested(estimatedPhotos, bibSearch)).toMatchObject({ state: 'RUNNING', hold: { status: 'NONE' } });
  });

  it('runs once the ledger has placed the hold, even with less than asked for', () => {
    expect(after(requested(), placed(30n))).toMatchObject({
      state: 'RUNNING',
      granted: 30n,
      hold: { status: 'OPEN', granted: 30n },
    });
  });

  it('starts paused when it was granted nothing', () => {
    expect(after(requested(), refused())).toMatchObject({ state: 'PAUSED', granted: 0n, hold: { status: 'CLOSED' } });
  });
});

describe.each(['AI_IMAGE_ROTATION', 'WATERMARK_REPROCESSING'] as const)('a run of %s', (usageType) => {
  const asked = requested(100, false, usageType);

  it('is refused for good when less than it needs is available', () => {
    const run = after(asked, refused(HOLD, 7n));
    expect(run).toMatchObject({ state: 'REFUSED', endedAt: NOW, granted: 0n });
    expect(run.hold).toEqual({
      status: 'CLOSED',
      holdId: HOLD,
      refusal: { requested: asked.estimate, available: 7n },
    });
    expect(() => resumeRun(run, NEXT_HOLD)).toThrow(expect.objectContaining({ code: 'metering.run_ended' }));
  });

  it('runs once its hold is placed', () => {
    expect(after(asked, placed())).toMatchObject({ state: 'RUNNING' });
  });

  it('stays paused, and is not refused for good, when it is resumed in vain', () => {
    const run = after(resumeRun(after(asked, placed(), exhausted), NEXT_HOLD), refused(NEXT_HOLD));
    expect(run).toMatchObject({ state: 'PAUSED', endedAt: undefined });
  });
});

describe('the estimate of a run', () => {
  it.each<[UsageType, number, bigint]>([
    ['PHOTO_PROCESSING', 1_000, 1_000n],
    ['AI_IMAGE_ROTATION', 100_000, 100_000n],
    ['WATERMARK_REPROCESSING', 1_001, 101n],
  ])('of %s over %d photos is what they cost', (usageType, photos, estimate) => {
    expect(requested(photos, true, usageType)).toMatchObject({ usageType, estimate });
  });

  it.each([0, 100_001])('is not made for a rotation of %d images', (images) => {
    expect(() => requested(images, false, 'AI_IMAGE_ROTATION')).toThrow(
      'estimatedPhotos must be a whole number from 1 to 100000 for AI_IMAGE_ROTATION',
    );
  });

  it('is not made beyond what the ledger takes in one hold', () => {
    expect(() => requested(1_000_000_001)).toThrow('estimatedPhotos must cost at most 1000000000 credits');
  });
});

describe('the hold of a running run', () => {
  it('grows by what the ledger adds', () => {
    const run = after(requested(), placed(30n), { type: 'EXTENDED', holdId: HOLD, added: credits(20n) });
    expect(run).toMatchObject({ state: 'RUNNING', granted: 50n, hold: { status: 'OPEN', granted: 50n } });
  });

  it.each([exhausted, released])('pauses the run when it is $type', (fact) => {
    expect(after(requested(), placed(), fact)).toMatchObject({ state: 'PAUSED', hold: { status: 'CLOSED' } });
  });

  it.each<HoldFact>([placed(7n, NEXT_HOLD), refused(NEXT_HOLD), { ...exhausted, holdId: NEXT_HOLD }])(
    'is not changed by a fact about another hold: $type',
    (fact) => {
      const run = after(requested(), placed());
      expect(after(run, fact)).toBe(run);
    },
  );

  it('is placed once', () => {
    const run = after(requested(), placed());
    expect(after(run, placed())).toBe(run);
  });

  it('stays closed once it is closed', () => {
    const run = after(requested(), placed(), exhausted);
    expect(after(run, placed(), released, exhausted)).toBe(run);
  });
});

describe('resuming a run', () => {
  const paused = charged(after(requested(), placed(30n), exhausted), 40n);

  it('asks for a further hold on what the estimate leaves open, and stays paused meanwhile', () => {
    expect(resumeRun(paused, NEXT_HOLD)).toMatchObject({
      state: 'PAUSED',
      hold: { status: 'PENDING', holdId: NEXT_HOLD, requested: 60n, chargedBefore: 40n },
    });
  });

  it('asks for one credit at least when the estimate was too low', () => {
    expect(resumeRun(charged(paused, 250n), NEXT_HOLD).hold).toMatchObject({ requested: 1n });
  });

  it('runs again once the further hold is placed, and adds up what was granted', () => {
    const run = after(resumeRun(paused, NEXT_HOLD), placed(60n, NEXT_HOLD));
    expect(run).toMatchObject({ state: 'RUNNING', granted: 90n, hold: { status: 'OPEN', granted: 60n } });
  });

  it('stays paused when the further hold is refused', () => {
    expect(after(resumeRun(paused, NEXT_HOLD), refused(NEXT_HOLD))).toMatchObject({ state: 'PAUSED' });
  });

  it('changes nothing while a further hold is asked for already', () => {
    const run = resumeRun(paused, NEXT_HOLD);
    expect(resumeRun(run, 'hold-3' as HoldId)).toBe(run);
  });

  it('is refused for a run that is not paused', () => {
    expect(() => resumeRun(requested(), NEXT_HOLD)).toThrow(
      expect.objectContaining({ code: 'metering.run_not_paused' }),
    );
    expect(() => resumeRun(after(requested(), placed()), NEXT_HOLD)).toThrow(
      expect.objectContaining({ code: 'metering.run_not_paused' }),
    );
  });

  it('is refused for a run that has ended', () => {
    expect(() => resumeRun(endRun(paused, 'CANCELLED', NOW), NEXT_HOLD)).toThrow(
      expect.objectContaining({ code: 'metering.run_ended' }),
    );
  });
});

describe('ending a run', () => {
  const running = after(requested(), placed());

  it.each(['COMPLETED', 'CANCELLED'] as const)('is allowed while it runs and while it is paused: %s', (outcome) => {
    for (const run of [running, after(running, exhausted)]) {
      expect(endRun(run, outcome, NOW)).toMatchObject({ state: outcome, endedAt: NOW });
    }
  });

  it('cancels a run that still waits for its hold, but does not complete it', () => {
    expect(endRun(requested(), 'CANCELLED', NOW).state).toBe('CANCELLED');
    expect(() => endRun(requested(), 'COMPLETED', NOW)).toThrow(
      expect.objectContaining({ code: 'metering.run_not_started' }),
    );
  });

  it('changes nothing the second time', () => {
    const completed = endRun(running, 'COMPLETED', NOW);
    expect(endRun(completed, 'COMPLETED', parseInstant('2027-01-01T00:00:00Z'))).toBe(completed);
  });

  it('is refused when it ended the other way', () => {
    expect(() => endRun(endRun(running, 'COMPLETED', NOW), 'CANCELLED', NOW)).toThrow(
      expect.objectContaining({ code: 'metering.run_ended' }),
    );
  });

  it('is final, whatever the ledger still says about the hold', () => {
    const cancelled = endRun(requested(), 'CANCELLED', NOW);
    expect(after(cancelled, placed()).state).toBe('CANCELLED');
    expect(after(cancelled, refused()).state).toBe('CANCELLED');
    expect(after(endRun(running, 'COMPLETED', NOW), released).state).toBe('COMPLETED');
  });
});
