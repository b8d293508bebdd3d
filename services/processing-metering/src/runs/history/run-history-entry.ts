import {
  assertNever,
  SYSTEM_ACTOR,
  type ActorId,
  type Credits,
  type Instant,
  type OrganisationId,
  type RunId,
} from '@credit-ledger/kernel';
import type { HoldFact } from '../domain/apply-hold-fact.js';
import type { HoldId } from '../domain/hold.js';
import type { Run, RunState } from '../domain/run.js';

export const HISTORY_REASONS = [
  ...(['REQUESTED', 'HOLD_PLACED', 'HOLD_REFUSED', 'HOLD_EXTENDED', 'HOLD_EXHAUSTED'] as const),
  ...(['HOLD_EXPIRED', 'HOLD_RELEASED', 'RESUMED', 'COMPLETED', 'CANCELLED', 'FIRST_USAGE'] as const),
] as const;

/** RESUMED: a person asked for a further hold. HOLD_EXPIRED: it was given up; HOLD_RELEASED then pauses the run. */
export type HistoryReason = (typeof HISTORY_REASONS)[number];

/** Something that happened to a run, and the state it left it in. */
export type RunHistoryEntry = {
  readonly organisationId: OrganisationId;
  readonly runId: RunId;
  readonly at: Instant;
  readonly reason: HistoryReason;
  readonly state: RunState;
  readonly actorId: ActorId;
  /** The hold it was about, and how many credits: asked for, granted, added. */
  readonly holdId: HoldId | undefined;
  readonly credits: Credits | undefined;
};

type Happened = { readonly reason: HistoryReason; readonly at: Instant; readonly actorId?: ActorId };

export const historyEntry = (run: Run, { reason, at, actorId = SYSTEM_ACTOR }: Happened, credits?: Credits) => ({
  ...{ organisationId: run.organisationId, runId: run.runId, at, reason, state: run.state, actorId },
  holdId: run.hold.status === 'NONE' ? undefined : run.hold.holdId,
  credits,
});

/** Of a run as the fact left it. The ledger decided, so no person is named. */
export function historyOfFact(run: Run, fact: HoldFact, at: Instant): RunHistoryEntry {
  switch (fact.type) {
    case 'PLACED':
      return historyEntry(run, { reason: 'HOLD_PLACED', at }, fact.granted);
    case 'REFUSED':
      return historyEntry(run, { reason: 'HOLD_REFUSED', at }, fact.available);
    case 'EXTENDED':
      return historyEntry(run, { reason: 'HOLD_EXTENDED', at }, fact.added);
    case 'EXHAUSTED':
      return historyEntry(run, { reason: 'HOLD_EXHAUSTED', at });
    case 'RELEASED':
      return historyEntry(run, { reason: 'HOLD_RELEASED', at });
    default:
      return assertNever(fact);
  }
}
