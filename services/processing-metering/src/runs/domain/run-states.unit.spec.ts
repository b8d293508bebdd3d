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
import { RUN_STATES, type Run, type RunState, type UsageType } from './run.js';

const NOW = parseInstant('2026-11-21T09:30:00Z');
const NEXT_DAY = plusMs(NOW, 24 * 60 * 60 * 1_000);
const FIRST = 'hold-1' as HoldId;
const FURTHER = 'hold-2' as HoldId;

const request = (usageType: UsageType = 'PHOTO_PROCESSING', estimatedPhotos = 100): Run =>
  requestRun(
    {
      organisationId: parseOrganisationId('boston-athletics'),
      runId: parseRunId('run-1'),
      usageType,
      photoEvent: parsePhotoEvent(2014, 'Boston Marathon 2014'),
      settings: { bibSearch: true, selfieSearch: false, storeOriginals: false },
      estimatedPhotos,
      startedBy: parseActorId('user-7'),
      holdId: FIRST,
      now: NOW,
    },
    FIRST_RATE_CARD,
  );
const hear = (run: Run, ...facts: HoldFact[]): Run => facts.reduce((one, fact) => applyHoldFact(one, fact, NOW), run);
const placed = (holdId = FIRST): HoldFact => ({ type: 'PLACED', holdId, granted: credits(100n) });
const refused = (holdId = FIRST): HoldFact => ({ type: 'REFUSED', holdId, available: credits(0n) });
const exhausted: HoldFact = { type: 'EXHAUSTED', holdId: FIRST };
const released: HoldFact = { type: 'RELEASED', holdId: FIRST };

const running = hear(request(), placed());
const PAUSED: Readonly<Record<string, Run>> = {
  'its hold was granted nothing': hear(request(), refused()),
  'its hold was exhausted': hear(running, exhausted),
  'its hold expired': hear(expireHold(running, NEXT_DAY), released),
  'a further hold was granted nothing': hear(resumeRun(hear(running, exhausted), FURTHER), refused(FURTHER)),
};
const pausedReasons = Object.entries(PAUSED);
const THIRD = 'hold-3' as HoldId;

describe('a run goes from', () => {
  it.each<[from: RunState | 'nothing', to: RunState, when: string, run: Run]>([
    ['nothing', 'REQUESTED', 'it is started', request()],
    ['nothing', 'RUNNING', 'it is started and costs nothing', request('PHOTO_PROCESSING', 0)],
    ['REQUESTED', 'RUNNING', 'the ledger has placed its hold', running],
    ['REQUESTED', 'PAUSED', 'the ledger granted it nothing', hear(request(), refused())],
    ['REQUESTED', 'REFUSED', 'it needs all and less is available', hear(request('AI_IMAGE_ROTATION'), refused())],
    ['REQUESTED', 'CANCELLED', 'somebody cancels it', endRun(request(), 'CANCELLED', NOW)],
    ['RUNNING', 'PAUSED', 'its hold is exhausted', hear(running, exhausted)],
    ['RUNNING', 'PAUSED', 'its hold is released, having expired', hear(running, released)],
    ['RUNNING', 'COMPLETED', 'it is completed', endRun(running, 'COMPLETED', NOW)],
    ['RUNNING', 'CANCELLED', 'somebody cancels it', endRun(running, 'CANCELLED', NOW)],
  ])('%s to %s when %s', (_from, to, _when, run) => {
    expect(run.state).toBe(to);
  });
});

describe('a run that is paused because', () => {
  it.each(pausedReasons)('%s runs again after a top-up, once a person has resumed it', (_reason, paused) => {
    expect(paused.state).toBe('PAUSED');
    const asked = resumeRun(paused, THIRD);
    expect(asked).toMatchObject({ state: 'PAUSED', hold: { status: 'PENDING', holdId: THIRD } });
    expect(hear(asked, placed(THIRD))).toMatchObject({ state: 'RUNNING', hold: { status: 'OPEN', holdId: THIRD } });
  });

  it.each(pausedReasons)('%s may be completed and cancelled', (_reason, paused) => {
    expect(endRun(paused, 'COMPLETED', NOW).state).toBe('COMPLETED');
    expect(endRun(paused, 'CANCELLED', NOW).state).toBe('CANCELLED');
  });
});

describe('a run that is', () => {
  const ended: readonly Run[] = [
    endRun(running, 'COMPLETED', NOW),
    endRun(running, 'CANCELLED', NOW),
    hear(request('WATERMARK_REPROCESSING'), refused()),
  ];

  it.each(ended.map((run) => [run.state, run] as const))('%s stays so, whatever comes', (state, run) => {
    expect(hear(run, placed(), exhausted, released, refused()).state).toBe(state);
    expect(expireHold(run, NEXT_DAY)).toBe(run);
    expect(() => resumeRun(run, FURTHER)).toThrow(expect.objectContaining({ code: 'metering.run_ended' }));
    const other = state === 'CANCELLED' ? 'COMPLETED' : 'CANCELLED';
    expect(() => endRun(run, other, NOW)).toThrow(expect.objectContaining({ code: 'metering.run_ended' }));
  });

  it('in any state that exists is among those above', () => {
    const seen = [request(), running, ...Object.values(PAUSED), ...ended].map(({ state }) => state);
    expect(new Set(seen)).toEqual(new Set(RUN_STATES));
  });
});
