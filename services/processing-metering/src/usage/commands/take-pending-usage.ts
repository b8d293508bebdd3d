import type { SqlSession } from '@credit-ledger/messaging';
import { parseUsageReport, type RawUsageReport } from '../domain/usage-report.js';
import type { IncomingUsage } from './usage-intake.js';

// Several processes may replay at once: each takes rows that no other has in hand.
const TAKE = `
DELETE FROM pending_usage WHERE id IN (
  SELECT pending.id FROM pending_usage pending JOIN organisations USING (organisation_id)
  WHERE pending.refused_code IS NULL ORDER BY pending.id LIMIT $1 FOR UPDATE OF pending SKIP LOCKED)
RETURNING id, message_id, correlation_id, report`;

const SET_ASIDE = `
UPDATE pending_usage SET refused_code = $1 WHERE id = (
  SELECT pending.id FROM pending_usage pending JOIN organisations USING (organisation_id)
  WHERE pending.refused_code IS NULL ORDER BY pending.id LIMIT 1)
RETURNING id, organisation_id`;

/** Takes kept usage of organisations that have registered meanwhile, the oldest first. */
export async function takePendingUsage(session: SqlSession, limit: number): Promise<IncomingUsage[]> {
  type Row = { id: string; message_id: string; correlation_id: string; report: RawUsageReport };
  const rows = await session.query<Row>(TAKE, [limit]);
  return rows
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map((row) => ({
      report: parseUsageReport(row.report),
      messageId: row.message_id,
      correlationId: row.correlation_id,
    }));
}

/** Keeps the oldest from being tried again; a person has to look at it. */
export const setOldestPendingUsageAside = (
  session: SqlSession,
  code: string,
): Promise<{ id: string; organisation_id: string }[]> => session.query(SET_ASIDE, [code]);
