import type { SqlSession } from '@credit-ledger/messaging';
import type { PhotoKey } from '../domain/photo-key.js';
import type { Candidate } from '../domain/plan-intake.js';
import type { ReportedRun } from '../domain/group-by-run.js';
import type { ChargesToInsert } from './insert-photo-charges.js';

// Sorted by key, like photo charges.
const SQL = `
INSERT INTO run_images (organisation_id, run_id, usage_type, image_id, charge_id, charged_at)
SELECT organisation_id, run_id, usage_type, image_id, charge_id, $6::timestamptz
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[])
  AS image (organisation_id, run_id, usage_type, image_id, charge_id)
ON CONFLICT DO NOTHING
RETURNING organisation_id || '/' || run_id || '/' || usage_type || '/' || image_id AS key`;

/** Remembers which images a run was charged for and answers the keys that are new. Waits like `insertPhotoCharges`. */
export async function insertRunImages(
  session: SqlSession,
  { plan, chargeIdOf, chargedAt }: ChargesToInsert,
): Promise<ReadonlySet<PhotoKey>> {
  if (plan.images.length === 0) return new Set();
  const column = <Value>(of: (image: Candidate) => Value): Value[] => plan.images.map(of);
  const run = ({ charge }: Candidate) => plan.runs[plan.charges[charge]?.run ?? -1] as ReportedRun;
  const rows = await session.query<{ key: PhotoKey }>(SQL, [
    column((image) => run(image).first.organisationId),
    column((image) => run(image).first.runId),
    column((image) => run(image).first.usage.type),
    column((image) => image.photoId),
    column((image) => chargeIdOf(image.charge)),
    chargedAt,
  ]);
  return new Set(rows.map((row) => row.key));
}
