import { randomUUID } from 'node:crypto';
import { create, toBinary } from '@bufbuild/protobuf';
import type { MeteringComponents } from '@credit-ledger/api-client';
import { usage } from '@credit-ledger/contracts';
import { systemClock, type OrganisationId } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type OutgoingRecord } from '@credit-ledger/messaging';

export const PHOTO_EVENT = { id: 2014, name: 'Boston Marathon 2014' };

/** Processed photos, as they are reported over HTTP. */
export const usageEvent = (runId: string, photoIds: string[]): MeteringComponents['schemas']['UsageEventRequest'] => ({
  specversion: '1.0',
  type: 'credits.usage.v1.UsageReported',
  source: 'crash-test',
  id: randomUUID(),
  data: {
    runId,
    photoEventId: String(PHOTO_EVENT.id),
    photoEventName: PHOTO_EVENT.name,
    photoProcessing: { photoIds, bibSearch: true, selfieSearch: false },
  },
});

/** A processed photo, as it is reported by message. */
export function usageRecord(organisationId: OrganisationId, runId: string, photoId: string): OutgoingRecord {
  const report = create(usage.UsageReportedSchema, {
    organisationId,
    runId,
    photoEventId: BigInt(PHOTO_EVENT.id),
    photoEventName: PHOTO_EVENT.name,
    usage: { case: 'photoProcessing', value: { photoIds: [photoId], bibSearch: true, selfieSearch: false } },
  });
  const id = randomUUID();
  const origin = { source: 'crash-test', time: systemClock.now(), correlationId: id, causationId: id };
  const envelope = { id, type: usage.UsageReportedSchema.typeName, organisationId, ...origin };
  return toRecord(TOPICS.usage, envelope, toBinary(usage.UsageReportedSchema, report));
}
