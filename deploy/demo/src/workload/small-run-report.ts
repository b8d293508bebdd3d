import { v7 as uuidv7 } from 'uuid';
import type { PhotoEvent, UsageEvent, UsageType } from '../api/metering-api.js';

export type SmallRun = {
  readonly runId: string;
  readonly usageType: UsageType;
  readonly photoEvent: PhotoEvent;
};

const SOURCE = 'demo-pipeline';

/** One report of finished work, as a CloudEvent in JSON. `doneAt` is the publisher's own time. */
export function smallRunReport(
  { runId, usageType, photoEvent }: SmallRun,
  ids: readonly string[],
  { organisationId, actorId, doneAt }: { organisationId: string; actorId: string; doneAt: string },
): UsageEvent {
  return {
    specversion: '1.0',
    type: 'credits.usage.v1.UsageReported',
    source: SOURCE,
    id: uuidv7(),
    time: doneAt,
    subject: organisationId,
    data: {
      runId,
      photoEventId: String(photoEvent.id),
      photoEventName: photoEvent.name,
      effectiveAt: doneAt,
      actorId,
      ...WORK[usageType]([...ids]),
    },
  };
}

const WORK: Readonly<Record<UsageType, (ids: string[]) => Partial<UsageEvent['data']>>> = {
  PHOTO_PROCESSING: (photoIds) => ({ photoProcessing: { photoIds, bibSearch: true, selfieSearch: false } }),
  AI_IMAGE_ROTATION: (imageIds) => ({ imageRotation: { imageIds } }),
  WATERMARK_REPROCESSING: (photoIds) => ({ watermarkReprocessing: { photoIds } }),
};
