import { parseInstant, type Instant } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { parseUsageReport, type RawUsageReport } from '../domain/usage-report.js';
import type { IncomingUsage } from './usage-intake.js';

// Several processes may replay at once: each takes rows that no other has in hand. Of those it locked it takes as many as
// one transaction may have photos, and one in any case.
const TAKE = `
WITH locked AS (
  SELECT pending.id, pending.photos FROM pending_usage pending JOIN organisations USING (organisation_id)
  WHERE pending.refused_code IS NULL ORDER BY pending.id LIMIT $1 FOR UPDATE OF pending SKIP LOCKED),
portion AS (
  SELECT id, photos, sum(photos) OVER (ORDER BY id) AS photos_so_far FROM locked)
DELETE FROM pending_usage
WHERE id IN (SELECT id FROM portion WHERE photos_so_far <= $2 OR photos_so_far = photos)
RETURNING id, received_at, message_id, correlation_id, report`;

const SET_ASIDE = `
UPDATE pending_usage SET refused_code = $1 WHERE id = (
  SELECT pending.id FROM pending_usage pending JOIN organisations USING (organisation_id)
  WHERE pending.refused_code IS NULL ORDER BY pending.id LIMIT 1)
RETURNING id, organisation_id, correlation_id`;

export type KeptUsage = IncomingUsage & { readonly receivedAt: Instant };

/** Takes kept usage of organisations that have registered meanwhile, the oldest first, up to so many reports and photos. */
export async function takePendingUsage(
  session: SqlSession,
  reportsMax: number,
  photosMax: number,
): Promise<KeptUsage[]> {
  type Row = { id: string; received_at: Date; message_id: string; correlation_id: string; report: RawUsageReport };
  const rows = await session.query<Row>(TAKE, [reportsMax, photosMax]);
  return rows
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map((row) => ({
      report: parseUsageReport(row.report),
      messageId: row.message_id,
      correlationId: row.correlation_id,
      receivedAt: parseInstant(row.received_at, 'received_at'),
    }));
}

/** Keeps the oldest from being tried again; a person has to look at it. */
export const setOldestPendingUsageAside = (
  session: SqlSession,
  code: string,
): Promise<{ id: string; organisation_id: string; correlation_id: string }[]> => session.query(SET_ASIDE, [code]);
