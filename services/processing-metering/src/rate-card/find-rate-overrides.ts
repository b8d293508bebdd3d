import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import type { RateOverride, StoredOverride } from './domain/rate-override.js';

const SQL = `
SELECT DISTINCT ON (organisation_id) organisation_id, version, rates FROM rate_overrides
WHERE organisation_id = ANY ($1::text[]) AND effective_from <= $2::timestamptz
ORDER BY organisation_id, effective_from DESC, version DESC`;

/** The own rates in force at `at` of those of the organisations that have any. */
export async function findRateOverrides(
  session: SqlSession,
  organisationIds: readonly OrganisationId[],
  at: Instant,
): Promise<ReadonlyMap<OrganisationId, RateOverride>> {
  type Row = { organisation_id: OrganisationId; version: number; rates: StoredOverride };
  const rows = await session.query<Row>(SQL, [organisationIds, at]);
  return new Map(rows.map(({ organisation_id: id, version, rates }) => [id, { version, rates }]));
}
