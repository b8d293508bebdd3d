import { create, toBinary } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import type { Clock, OrganisationId } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type OutgoingRecord } from '@credit-ledger/messaging';
import { v7 as uuidv7 } from 'uuid';
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

const SOURCE = 'demo-pipeline';

/** Writes the report of one processed photo in both of its forms. Each report is a message of its own, also a repeated one. */
export class UsageReports {
  constructor(
    private readonly run: ReportedRun,
    private readonly clock: Clock,
  ) {}

  /** For the usage topic. */
  record({ photoId }: RacePhoto): OutgoingRecord {
    const { organisationId, runId, photoEvent, actorId, correlationIds } = this.run;
    const now = this.clock.now();
    const report = create(usage.UsageReportedSchema, {
      organisationId,
      runId,
      photoEventId: BigInt(photoEvent.id),
      photoEventName: photoEvent.name,
      effectiveAt: now,
      actorId,
      usage: { case: 'photoProcessing', value: { photoIds: [photoId], bibSearch: true, selfieSearch: false } },
    });
    const id = uuidv7();
    const { typeName: type } = usage.UsageReportedSchema;
    const envelope = {
      id,
      type,
      source: SOURCE,
      time: now,
      organisationId,
      correlationId: correlationIds.bus,
      causationId: id,
    };
    return toRecord(TOPICS.usage, envelope, toBinary(usage.UsageReportedSchema, report));
  }

  /** For HTTP: a CloudEvent in JSON. */
  cloudEvent({ photoId }: RacePhoto): object {
    const { organisationId, runId, photoEvent, actorId } = this.run;
    const now = this.clock.now();
    return {
      specversion: '1.0',
      type: usage.UsageReportedSchema.typeName,
      source: SOURCE,
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
