import { describe, expect, it } from '@jest/globals';
import {
  credits,
  NO_CREDITS,
  parseInstant,
  parseOrganisationId,
  parseRunId,
  SYSTEM_ACTOR,
} from '@credit-ledger/kernel';
import { parsePhotoEvent } from '../../usage/domain/photo-event.js';
import { askGate, type GateQuestion } from './gate.js';
import { NO_HOLD, type Hold, type HoldId } from './hold.js';
import type { Run, RunState } from './run.js';

const holdId = 'hold-1' as HoldId;
const PENDING: Hold = { status: 'PENDING', holdId, requested: credits(100n), chargedBefore: NO_CREDITS };
const CLOSED: Hold = { status: 'CLOSED', holdId, refusal: undefined };
const open = (granted: bigint, chargedBefore = 0n): Hold => ({
  status: 'OPEN',
  holdId,
  granted: credits(granted),
  chargedBefore: credits(chargedBefore),
  expiresAt: parseInstant('2026-11-22T09:30:00Z'),
});

const run = (state: RunState, hold: Hold = NO_HOLD, charged = 0n): Run => ({
  organisationId: parseOrganisationId('boston-athletics'),
  runId: parseRunId('run-1'),
  usageType: 'PHOTO_PROCESSING',
  state,
  photoEvent: parsePhotoEvent(2014, 'Boston Marathon 2014'),
  settings: { bibSearch: true, selfieSearch: false, storeOriginals: false },
  startedBy: SYSTEM_ACTOR,
  openedAt: parseInstant('2026-11-21T09:30:00Z'),
  endedAt: undefined,
  usedAt: parseInstant('2026-11-21T09:30:00Z'),
  estimate: credits(100n),
  hold,
  granted: NO_CREDITS,
  usage: {
    reportedPhotos: 0,
    newPhotos: 0,
    alreadyChargedPhotos: 0,
    freePhotos: 0,
    failedPhotos: 0,
    credits: credits(charged),
  },
});

const each = (rate: bigint) => (photos: number) => credits(rate * BigInt(photos));
const tenthAfter = (soFar: number) => (photos: number) =>
  credits(BigInt(Math.ceil((soFar + photos) / 10) - Math.ceil(soFar / 10)));

const asked = (change: Partial<GateQuestion> = {}): GateQuestion => ({
  photos: 50,
  costOf: each(1n),
  available: NO_CREDITS,
  ...change,
});

describe('the gate of a running run', () => {
  it('lets through what its hold can pay for', () => {
    expect(askGate(run('RUNNING', open(80n), 10n), asked())).toEqual({ decision: 'go', photos: 50, reason: undefined });
    expect(askGate(run('RUNNING', open(80n), 60n), asked())).toMatchObject({ decision: 'go', photos: 20 });
  });

  it('waits while its hold expires, until the ledger has released it and so paused the run', () => {
    const expiring: Hold = { status: 'EXPIRING', holdId, granted: credits(80n), chargedBefore: NO_CREDITS };
    expect(askGate(run('RUNNING', expiring), asked({ available: credits(500n) }))).toEqual({
      decision: 'wait',
      photos: 0,
      reason: 'metering.hold_expiring',
    });
  });

  it('counts only what was charged after the hold was asked for', () => {
    expect(askGate(run('RUNNING', open(30n, 200n), 210n), asked())).toMatchObject({ decision: 'go', photos: 20 });
  });

  it('waits when the hold is used up, until the ledger has extended or exhausted it', () => {
    const used = asked({ available: credits(1_000n) });
    expect(askGate(run('RUNNING', open(80n), 80n), used)).toEqual({
      decision: 'wait',
      photos: 0,
      reason: 'metering.hold_used_up',
    });
    expect(askGate(run('RUNNING', open(80n), 95n), used)).toMatchObject({ decision: 'wait' });
  });

  it('lets whole photos through when one costs several credits', () => {
    expect(askGate(run('RUNNING', open(80n)), asked({ costOf: each(3n) }))).toMatchObject({
      decision: 'go',
      photos: 26,
    });
  });

  it('lets the photos through that fill up a credit which is paid already', () => {
    const used = run('RUNNING', open(5n), 5n);
    expect(askGate(used, asked({ costOf: tenthAfter(43) }))).toMatchObject({ decision: 'go', photos: 7 });
    expect(askGate(used, asked({ costOf: tenthAfter(50) }))).toMatchObject({ decision: 'wait' });
    expect(askGate(run('RUNNING', open(7n), 5n), asked({ costOf: tenthAfter(43) }))).toMatchObject({ photos: 27 });
  });

  it('lets everything through when the photos are free', () => {
    expect(askGate(run('RUNNING'), asked({ costOf: each(0n) }))).toMatchObject({ decision: 'go', photos: 50 });
  });

  it('goes by what the organisation has free when nobody asked for a hold', () => {
    expect(askGate(run('RUNNING'), asked({ available: credits(7n) }))).toMatchObject({ decision: 'go', photos: 7 });
    expect(askGate(run('RUNNING'), asked({ available: credits(-7n) }))).toMatchObject({
      decision: 'wait',
      reason: 'metering.no_credits_available',
    });
  });
});

describe('the gate of any other run', () => {
  it.each<{ state: RunState; hold: Hold; decision: 'wait' | 'stop'; reason: string }>([
    { state: 'REQUESTED', hold: PENDING, decision: 'wait', reason: 'metering.hold_pending' },
    { state: 'PAUSED', hold: PENDING, decision: 'wait', reason: 'metering.hold_pending' },
    { state: 'PAUSED', hold: CLOSED, decision: 'stop', reason: 'metering.run_paused' },
    { state: 'COMPLETED', hold: open(80n), decision: 'stop', reason: 'metering.run_completed' },
    { state: 'CANCELLED', hold: open(80n), decision: 'stop', reason: 'metering.run_cancelled' },
    { state: 'REFUSED', hold: CLOSED, decision: 'stop', reason: 'metering.run_refused' },
  ])('says $decision to a $state run: $reason', ({ state, hold, decision, reason }) => {
    const question = asked({ available: credits(1_000n) });
    expect(askGate(run(state, hold), question)).toEqual({ decision, photos: 0, reason });
  });
});
