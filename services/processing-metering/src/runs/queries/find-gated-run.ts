import { credits, parseCredits, type Credits, type OrganisationId, type RunId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import type { GatedRun } from '../domain/gate.js';
import { RunNotFoundError } from '../domain/run.errors.js';
import { toHold, type HoldColumns } from '../hold-row.js';

// Pipelines ask before every batch: one statement, prepared, where an entity would be planned anew each time.
const SQL = `
SELECT state, usage_type AS "usageType", bib_search AS "bibSearch", selfie_search AS "selfieSearch",
  store_originals AS "storeOriginals", new_photos AS "newPhotos", credits, available,
  hold_status AS "holdStatus", hold_id AS "holdId", hold_requested AS "holdRequested", hold_granted AS "holdGranted",
  hold_charged_before AS "holdChargedBefore", hold_expires_at AS "holdExpiresAt",
  hold_refused_available AS "holdRefusedAvailable"
FROM runs LEFT JOIN local_balances USING (organisation_id)
WHERE organisation_id = $1 AND run_id = $2`;

type Row = HoldColumns &
  Pick<GatedRun, 'state' | 'usageType'> &
  GatedRun['settings'] & { newPhotos: string; credits: string; available: string | null };

/**
 * The run, and what its organisation could still set aside by the last fact seen: negative in debt, nothing when there was none.
 * @throws RunNotFoundError
 */
export async function findGatedRun(
  session: SqlSession,
  organisationId: OrganisationId,
  runId: RunId,
): Promise<{ readonly run: GatedRun; readonly available: Credits }> {
  const [row] = await session.query<Row>(SQL, [organisationId, runId]);
  if (row === undefined) throw new RunNotFoundError(runId);
  const { state, usageType, bibSearch, selfieSearch, storeOriginals } = row;
  const settings = { bibSearch, selfieSearch, storeOriginals };
  const usage = { newPhotos: Number(row.newPhotos), credits: parseCredits(row.credits) };
  return {
    run: { state, usageType, settings, hold: toHold(row), usage },
    available: credits(BigInt(row.available ?? 0)),
  };
}
