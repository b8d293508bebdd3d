import type { Instant } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import { sizeOfReport, type RawUsageReport, type UsageReport } from '../domain/usage-report.js';
import type { IncomingUsage } from './usage-intake.js';

const SQL = `
INSERT INTO pending_usage (organisation_id, received_at, message_id, correlation_id, report, photos, refused_code)
SELECT organisation_id, $6::timestamptz, message_id, correlation_id, report, photos, $7
FROM unnest($1::text[], $2::text[], $3::text[], $4::json[], $5::int[])
  AS usage (organisation_id, message_id, correlation_id, report, photos)
ORDER BY organisation_id, md5(report::text)
ON CONFLICT DO NOTHING`;

/**
 * Keeps finished work of organisations that are not known yet. A report that is kept already is not kept twice.
 * The rows come in the order of their index, so that two that overlap do not deadlock. With
 * the code of a refusal it is kept for a person to look at, and not replayed.
 */
export async function keepPendingUsage(
  session: SqlSession,
  incoming: readonly IncomingUsage[],
  receivedAt: Instant,
  refusedCode: string | null = null,
): Promise<void> {
  await session.query(SQL, [
    incoming.map(({ report }) => report.organisationId),
    incoming.map(({ messageId }) => messageId),
    incoming.map(({ correlationId }) => correlationId),
    incoming.map(({ report }) => JSON.stringify(toStored(report))),
    incoming.map(({ report }) => sizeOfReport(report)),
    receivedAt,
    refusedCode,
  ]);
}

const toStored = ({
  organisationId,
  runId,
  photoEvent,
  reportedAt,
  actorId,
  usage: { type, ...usage },
  failedPhotoIds,
}: UsageReport): RawUsageReport => ({
  organisationId,
  runId,
  photoEventId: photoEvent.id,
  photoEventName: photoEvent.name,
  effectiveAt: reportedAt,
  actorId,
  usageType: type,
  ...usage,
  photoIds: type === undefined ? undefined : usage.photoIds,
  failedPhotoIds,
});
