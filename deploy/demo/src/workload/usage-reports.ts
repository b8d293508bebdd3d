import type { Clock, OrganisationId } from '@credit-ledger/kernel';
import type { UsageReport } from '@credit-ledger/usage-client';
import { v7 as uuidv7 } from 'uuid';
import type { UsageEvent } from '../api/metering-api.js';
import type { RacePhoto } from '../dataset/race-photo.js';

export type ReportedRun = {
  readonly organisationId: OrganisationId;
  readonly runId: string;
  readonly photoEvent: { readonly id: number; readonly name: string };
  /** Who started the run: the charges are theirs. */
  readonly actorId: string;
  /** Marks the reports by the way they go. */
  readonly correlationIds: { readonly bus: string; readonly http: string };
};

/** The CloudEvents source of all reports. */
export const PIPELINE = 'demo-pipeline';

/** Writes the report of one processed photo in both of its forms. */
export class UsageReports {
  constructor(
    private readonly run: ReportedRun,
    private readonly clock: Clock,
  ) {}

  /** For the usage topic, by way of the client. A repeated report has the id it had. */
  report({ photoId }: RacePhoto): UsageReport {
    const { organisationId, runId, photoEvent, actorId, correlationIds } = this.run;
    return {
      organisationId,
      runId,
      photoEvent,
      actorId,
      effectiveAt: this.clock.now(),
      correlationId: correlationIds.bus,
      usage: { type: 'PHOTO_PROCESSING', photoIds: [photoId], bibSearch: true },
    };
  }

  /** For HTTP: a CloudEvent in JSON. */
  cloudEvent({ photoId }: RacePhoto): UsageEvent {
    const { organisationId, runId, photoEvent, actorId } = this.run;
    const now = this.clock.now();
    return {
      specversion: '1.0',
      type: 'credits.usage.v1.UsageReported',
      source: PIPELINE,
      id: uuidv7(),
      time: now,
      subject: organisationId,
      data: {
        runId,
        photoEventId: String(photoEvent.id),
        photoEventName: photoEvent.name,
        effectiveAt: now,
        actorId,
        photoProcessing: { photoIds: [photoId], bibSearch: true, selfieSearch: false },
      },
    };
  }
}
