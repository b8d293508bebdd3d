import { randomUUID } from 'node:crypto';
import { fromJson, toBinary } from '@bufbuild/protobuf';
import type { MeteringComponents } from '@credit-ledger/api-client';
import { usage } from '@credit-ledger/contracts';
import { systemClock, type OrganisationId } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type OutgoingRecord } from '@credit-ledger/messaging';

export const PHOTO_EVENT = { id: 2014, name: 'Boston Marathon 2014' };

export type UsageType = 'PHOTO_PROCESSING' | 'AI_IMAGE_ROTATION' | 'WATERMARK_REPROCESSING';
type UsageEvent = MeteringComponents['schemas']['UsageEventRequest'];

/** Finished photos or images, as they are reported over HTTP. */
export const usageEvent = (runId: string, usageType: UsageType, photoIds: string[]): UsageEvent => ({
  specversion: '1.0',
  type: 'credits.usage.v1.UsageReported',
  source: 'crash-test',
  id: randomUUID(),
  data: {
    runId,
    photoEventId: String(PHOTO_EVENT.id),
    photoEventName: PHOTO_EVENT.name,
    ...workOf(usageType, photoIds),
  },
});

function workOf(usageType: UsageType, photoIds: string[]): Partial<UsageEvent['data']> {
  switch (usageType) {
    case 'PHOTO_PROCESSING':
      return { photoProcessing: { photoIds, bibSearch: true, selfieSearch: false } };
    case 'AI_IMAGE_ROTATION':
      return { imageRotation: { imageIds: photoIds } };
    case 'WATERMARK_REPROCESSING':
      return { watermarkReprocessing: { photoIds } };
  }
}

/** A finished photo or image, as it is reported by message. */
export function usageRecord(
  organisationId: OrganisationId,
  runId: string,
  usageType: UsageType,
  photoId: string,
): OutgoingRecord {
  // What is sent over HTTP is the JSON form of the message.
  const { data } = usageEvent(runId, usageType, [photoId]);
  const report = fromJson(usage.UsageReportedSchema, { ...data, organisationId });
  const id = randomUUID();
  const origin = { source: 'crash-test', time: systemClock.now(), correlationId: id, causationId: id };
  const envelope = { id, type: usage.UsageReportedSchema.typeName, organisationId, ...origin };
  return toRecord(TOPICS.usage, envelope, toBinary(usage.UsageReportedSchema, report));
}
