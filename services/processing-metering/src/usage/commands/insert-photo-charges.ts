import type { Instant } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import type { PhotoKey } from '../domain/photo-key.js';
import type { CandidatePhoto, IntakePlan } from '../domain/plan-intake.js';

// unnest keeps the order of its arrays, and the rows are inserted in it: sorted by key, like in every other transaction.
const SQL = `
INSERT INTO photo_charges
  (organisation_id, photo_event_id, photo_id, component, run_id, charge_id, effective_at, charged_at)
SELECT organisation_id, photo_event_id, photo_id, component, run_id, charge_id, effective_at, $8::timestamptz
FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[])
  AS photo (organisation_id, photo_event_id, photo_id, component, run_id, charge_id, effective_at)
ON CONFLICT DO NOTHING
RETURNING organisation_id || '/' || photo_event_id || '/' || component || '/' || photo_id AS key`;

export type ChargesToInsert = {
  readonly plan: IntakePlan;
  /** The id of a charge of the plan: it is used if anything that the charge pays for is new. */
  readonly chargeIdOf: (charge: number) => string;
  readonly chargedAt: Instant;
};

/**
 * Remembers which charge pays for which photo and answers the keys that nobody had charged before. Waits for a transaction
 * that is inserting one of the same photos, so of two that overlap exactly one charges.
 */
export async function insertPhotoCharges(
  session: SqlSession,
  { plan, chargeIdOf, chargedAt }: ChargesToInsert,
): Promise<ReadonlySet<PhotoKey>> {
  if (plan.photos.length === 0) return new Set();
  const column = <Value>(of: (photo: CandidatePhoto) => Value): Value[] => plan.photos.map(of);
  const rows = await session.query<{ key: PhotoKey }>(SQL, [
    column((photo) => photo.organisationId),
    column((photo) => photo.photoEventId),
    column((photo) => photo.photoId),
    column((photo) => photo.component),
    column((photo) => plan.runs[plan.charges[photo.charge]?.run ?? -1]?.first.runId),
    column((photo) => chargeIdOf(photo.charge)),
    column((photo) => photo.effective.effectiveAt),
    chargedAt,
  ]);
  return new Set(rows.map((row) => row.key));
}
