import { parseInstant, type Instant } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';

/** How much of one organisation's usage by message waits for its turn. */
export type DeferredLane = { readonly organisationId: string; readonly reports: number; readonly oldestSince: Instant };

const SQL = `
SELECT organisation_id, sum(cardinality(offsets))::int AS reports, min(deferred_at) AS oldest
FROM deferred_usage GROUP BY organisation_id ORDER BY reports DESC, organisation_id LIMIT $1`;

/** The hottest first, of all processes. */
export async function findDeferredLanes(session: SqlSession, limit: number): Promise<readonly DeferredLane[]> {
  const rows = await session.query<{ organisation_id: string; reports: number; oldest: Date }>(SQL, [limit]);
  return rows.map(({ organisation_id: organisationId, reports, oldest }) => ({
    organisationId,
    reports,
    oldestSince: parseInstant(oldest, 'deferred_at'),
  }));
}
