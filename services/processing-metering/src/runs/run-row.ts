import {
  assertNever,
  credits,
  invariant,
  parseActorId,
  parseCredits,
  parseInstant,
  parseOrganisationId,
  parseRunId,
  type Credits,
} from '@credit-ledger/kernel';
import { parsePhotoEvent } from '../usage/domain/photo-event.js';
import { NO_HOLD, type Hold, type HoldId, type HoldRefusal } from './domain/hold.js';
import type { Run } from './domain/run.js';
import type { RunEntity } from './run.entity.js';

export const toRun = (row: RunEntity): Run => ({
  organisationId: parseOrganisationId(row.organisationId),
  runId: parseRunId(row.runId),
  usageType: row.usageType,
  state: row.state,
  photoEvent: parsePhotoEvent(Number(row.photoEventId), row.photoEventName),
  settings: { bibSearch: row.bibSearch, selfieSearch: row.selfieSearch, storeOriginals: row.storeOriginals },
  startedBy: parseActorId(row.startedBy),
  openedAt: parseInstant(row.openedAt),
  endedAt: row.endedAt === null ? undefined : parseInstant(row.endedAt),
  estimate: parseCredits(row.estimate),
  hold: toHold(row),
  granted: parseCredits(row.granted),
  usage: {
    reportedPhotos: Number(row.reportedPhotos),
    newPhotos: Number(row.newPhotos),
    alreadyChargedPhotos: Number(row.alreadyChargedPhotos),
    freePhotos: Number(row.freePhotos),
    credits: parseCredits(row.credits),
  },
});

function toHold(row: RunEntity): Hold {
  if (row.holdStatus === 'NONE') return NO_HOLD;
  invariant(row.holdId, `the ${row.holdStatus} hold of run ${row.runId} has no id`);
  const holdId = row.holdId as HoldId;
  const chargedBefore = (): Credits => parseCredits(row.holdChargedBefore, 'hold_charged_before');
  switch (row.holdStatus) {
    case 'PENDING':
      return { status: 'PENDING', holdId, requested: parseCredits(row.holdRequested), chargedBefore: chargedBefore() };
    case 'OPEN':
      return { status: 'OPEN', holdId, granted: parseCredits(row.holdGranted), chargedBefore: chargedBefore() };
    case 'CLOSED':
      return { status: 'CLOSED', holdId, refusal: toRefusal(row) };
    default:
      return assertNever(row.holdStatus);
  }
}

function toRefusal({ holdRequested, holdRefusedAvailable }: RunEntity): HoldRefusal | undefined {
  if (holdRefusedAvailable === null) return undefined;
  // Negative when the account was in debt.
  return { requested: parseCredits(holdRequested, 'hold_requested'), available: credits(BigInt(holdRefusedAvailable)) };
}

type RunColumns = Pick<
  RunEntity,
  | 'state'
  | 'endedAt'
  | 'granted'
  | `hold${'Status' | 'Id' | 'Requested' | 'Granted' | 'ChargedBefore' | 'RefusedAvailable'}`
>;

/** The columns that commands and facts change. The counters belong to the intake, which adds to them. */
export const runColumns = ({ state, endedAt, granted, hold }: Run): RunColumns => ({
  state,
  endedAt: endedAt === undefined ? null : new Date(endedAt),
  granted: granted.toString(),
  holdStatus: hold.status,
  holdId: hold.status === 'NONE' ? null : hold.holdId,
  holdRequested: requestedOf(hold)?.toString() ?? null,
  holdGranted: hold.status === 'OPEN' ? hold.granted.toString() : null,
  holdChargedBefore: hold.status === 'PENDING' || hold.status === 'OPEN' ? hold.chargedBefore.toString() : null,
  holdRefusedAvailable: hold.status === 'CLOSED' && hold.refusal ? hold.refusal.available.toString() : null,
});

const requestedOf = (hold: Hold): Credits | undefined => {
  if (hold.status === 'PENDING') return hold.requested;
  return hold.status === 'CLOSED' ? hold.refusal?.requested : undefined;
};

/** A whole new row. */
export const fromRun = (run: Run): RunEntity => ({
  organisationId: run.organisationId,
  runId: run.runId,
  usageType: run.usageType,
  photoEventId: run.photoEvent.id.toString(),
  photoEventName: run.photoEvent.name,
  bibSearch: run.settings.bibSearch,
  selfieSearch: run.settings.selfieSearch,
  storeOriginals: run.settings.storeOriginals,
  startedBy: run.startedBy,
  openedAt: new Date(run.openedAt),
  estimate: run.estimate.toString(),
  reportedPhotos: run.usage.reportedPhotos.toString(),
  newPhotos: run.usage.newPhotos.toString(),
  alreadyChargedPhotos: run.usage.alreadyChargedPhotos.toString(),
  freePhotos: run.usage.freePhotos.toString(),
  credits: run.usage.credits.toString(),
  ...runColumns(run),
});
