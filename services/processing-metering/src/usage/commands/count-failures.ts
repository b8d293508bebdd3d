import type { SqlSession } from '@credit-ledger/messaging';
import type { ReportedRun } from '../domain/group-by-run.js';
import type { IntakePlan } from '../domain/plan-intake.js';
import type { UsageReport } from '../domain/usage-report.js';
import type { RunFacts } from './add-usage-to-runs.js';

// Only whoever holds the lock of a run's row touches the run's failures, so their own order does not matter. A photo that
// the run was charged for is done, whichever report came first.
const SQL = `
WITH failed AS (
  INSERT INTO run_failures (organisation_id, run_id, photo_id, is_done)
  SELECT organisation_id, run_id, photo_id, is_done
    OR EXISTS (SELECT 1 FROM run_images image WHERE image.organisation_id = photo.organisation_id
      AND image.run_id = photo.run_id AND image.image_id = photo.photo_id)
    OR EXISTS (SELECT 1 FROM photo_charges charge WHERE charge.organisation_id = photo.organisation_id
      AND charge.photo_event_id = photo.photo_event_id AND charge.photo_id = photo.photo_id
      AND charge.component = 'PROCESSING' AND charge.run_id = photo.run_id)
  FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::boolean[])
    AS photo (organisation_id, run_id, photo_event_id, photo_id, is_done)
  ON CONFLICT DO NOTHING
  RETURNING organisation_id, run_id, is_done),
done AS (
  UPDATE run_failures failure SET is_done = true
  FROM unnest($6::text[], $7::text[], $8::text[]) AS photo (organisation_id, run_id, photo_id)
  WHERE failure.organisation_id = photo.organisation_id AND failure.run_id = photo.run_id
    AND failure.photo_id = photo.photo_id AND NOT failure.is_done
  RETURNING failure.organisation_id, failure.run_id),
change AS (
  SELECT organisation_id, run_id, sum(photos) AS photos
  FROM (SELECT organisation_id, run_id, 1 AS photos FROM failed WHERE NOT is_done
    UNION ALL SELECT organisation_id, run_id, -1 FROM done) AS one
  GROUP BY organisation_id, run_id)
UPDATE runs AS run SET failed_photos = run.failed_photos + change.photos
FROM change WHERE run.organisation_id = change.organisation_id AND run.run_id = change.run_id`;

/**
 * Counts the photos that failed at the publisher, each once per run, and no longer those that were done since. Costs a
 * statement only where there are failures: reported now, or of one of the runs before.
 */
export async function countFailures(
  session: SqlSession,
  plan: IntakePlan,
  reports: readonly UsageReport[],
  facts: readonly RunFacts[],
): Promise<void> {
  const failed: FailedPhoto[] = [];
  const done: FailedPhoto[] = [];
  plan.runs.forEach((run, position) => {
    const ofRun = run.reports.map((index) => reports[index] as UsageReport);
    const hasFailures = ofRun.some(({ failedPhotoIds }) => failedPhotoIds.length > 0);
    if (!hasFailures && facts[position]?.failedPhotos === 0n) return;
    const isDone = new Set<string>(ofRun.flatMap(({ usage }) => usage.photoIds));
    for (const { photoEvent, failedPhotoIds } of ofRun) {
      for (const photoId of failedPhotoIds) {
        failed.push({ run, photoEventId: photoEvent.id, photoId, isDone: isDone.has(photoId) });
      }
    }
    for (const photoId of isDone) done.push({ run, photoEventId: run.first.photoEvent.id, photoId, isDone: true });
  });
  if (failed.length === 0 && done.length === 0) return;
  await session.query(SQL, [
    ...[failed.map(organisationOf), failed.map(runOf), failed.map(({ photoEventId }) => photoEventId)],
    ...[failed.map(({ photoId }) => photoId), failed.map(({ isDone }) => isDone)],
    ...[done.map(organisationOf), done.map(runOf), done.map(({ photoId }) => photoId)],
  ]);
}

type FailedPhoto = {
  readonly run: ReportedRun;
  readonly photoEventId: number;
  readonly photoId: string;
  readonly isDone: boolean;
};

const organisationOf = ({ run }: FailedPhoto): string => run.first.organisationId;
const runOf = ({ run }: FailedPhoto): string => run.first.runId;
