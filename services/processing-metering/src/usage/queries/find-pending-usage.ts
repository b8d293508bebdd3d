import { parseInstant, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';

/** Finished work that cannot be counted yet, or was refused when it was. */
export type PendingUsage = {
  readonly organisationId: OrganisationId;
  readonly reports: number;
  readonly photos: number;
  readonly oldestReceivedAt: Instant;
  /** Those that nobody tries again before a person has looked, by the code of their refusal. */
  readonly refused: readonly { readonly code: string; readonly reports: number }[];
};

const SQL = `
WITH counts AS (
  SELECT organisation_id, refused_code, count(*) AS reports, sum(photos) AS photos, min(received_at) AS oldest
  FROM pending_usage WHERE organisation_id > $1 GROUP BY organisation_id, refused_code)
SELECT organisation_id, sum(reports) AS reports, sum(photos) AS photos, min(oldest) AS oldest,
  coalesce(json_agg(json_build_object('code', refused_code, 'reports', reports) ORDER BY refused_code)
    FILTER (WHERE refused_code IS NOT NULL), '[]') AS refused
FROM counts GROUP BY organisation_id ORDER BY organisation_id LIMIT $2`;

/** By organisation, in byte order, after `after`. */
export async function findPendingUsage(
  session: SqlSession,
  after: OrganisationId | undefined,
  limit: number,
): Promise<readonly PendingUsage[]> {
  type Row = { organisation_id: OrganisationId; reports: string; photos: string; oldest: Date } & Pick<
    PendingUsage,
    'refused'
  >;
  const rows = await session.query<Row>(SQL, [after ?? '', limit]);
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    reports: Number(row.reports),
    photos: Number(row.photos),
    oldestReceivedAt: parseInstant(row.oldest, 'received_at'),
    refused: row.refused,
  }));
}
