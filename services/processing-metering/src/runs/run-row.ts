import { parseActorId, parseCredits, parseInstant, parseOrganisationId, parseRunId } from '@credit-ledger/kernel';
import { parsePhotoEvent } from '../usage/domain/photo-event.js';
import type { Run } from './domain/run.js';
import { holdColumns, toHold, type HoldColumns } from './hold-row.js';
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
  usedAt: parseInstant(row.usedAt),
  estimate: parseCredits(row.estimate),
  hold: toHold(row),
  granted: parseCredits(row.granted),
  usage: {
    reportedPhotos: Number(row.reportedPhotos),
    newPhotos: Number(row.newPhotos),
    alreadyChargedPhotos: Number(row.alreadyChargedPhotos),
    freePhotos: Number(row.freePhotos),
    failedPhotos: Number(row.failedPhotos),
    credits: parseCredits(row.credits),
  },
});

type RunColumns = HoldColumns & Pick<RunEntity, 'state' | 'endedAt' | 'usedAt' | 'granted'>;

/** The columns that commands and facts change. The counters belong to the intake, which adds to them. */
export const runColumns = ({ state, endedAt, usedAt, granted, hold }: Run): RunColumns => ({
  state,
  endedAt: endedAt === undefined ? null : new Date(endedAt),
  usedAt: new Date(usedAt),
  granted: granted.toString(),
  ...holdColumns(hold),
});

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
  failedPhotos: run.usage.failedPhotos.toString(),
  credits: run.usage.credits.toString(),
  ...runColumns(run),
});
