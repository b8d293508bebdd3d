import type { usage } from '@credit-ledger/contracts';
import { v5 as uuidv5 } from 'uuid';

/** Never changes: another one would give every report another id. */
const NAMESPACE = '4d0f1e0a-5b0f-4b52-9c0e-6d1f5a1c7e33';

/**
 * The CloudEvents id of a report: the same work has the same id, whoever reports it again and in whatever order the ids stand,
 * so that a retry is seen to be one. Times, names and actors are no part of the work. A caller's own key takes the place of the
 * content, within its organisation.
 */
export function reportId(report: usage.UsageReported, key?: string): string {
  const { organisationId, runId, photoEventId } = report;
  const content =
    key === undefined
      ? [organisationId, 'content', runId, String(photoEventId), workOf(report), sorted(report.failedPhotoIds)]
      : [organisationId, 'key', key];
  // JSON keeps the parts apart: no id can pretend to be two.
  return uuidv5(JSON.stringify(content), NAMESPACE);
}

function workOf({ usage: work }: usage.UsageReported): readonly unknown[] {
  switch (work.case) {
    case 'photoProcessing': {
      const { photoIds, bibSearch, selfieSearch, storeOriginals } = work.value;
      return ['PHOTO_PROCESSING', bibSearch, selfieSearch, storeOriginals, sorted(photoIds)];
    }
    case 'imageRotation':
      return ['AI_IMAGE_ROTATION', sorted(work.value.imageIds)];
    case 'watermarkReprocessing':
      return ['WATERMARK_REPROCESSING', sorted(work.value.photoIds)];
    case undefined:
      return [];
  }
}

// By UTF-16 units, as `sort` does: ids are ASCII.
const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort();
