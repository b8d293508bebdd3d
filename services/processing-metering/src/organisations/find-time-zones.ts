import type { OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';
import type { TimeZone } from './time-zone.js';

const SQL = `SELECT organisation_id, time_zone FROM organisations WHERE organisation_id = ANY ($1::text[])`;

/** The zones of those of the organisations that have registered; the others are missing from the answer. */
export async function findTimeZones(
  session: SqlSession,
  organisationIds: readonly OrganisationId[],
): Promise<ReadonlyMap<OrganisationId, TimeZone>> {
  type Row = { organisation_id: OrganisationId; time_zone: TimeZone };
  const rows = await session.query<Row>(SQL, [organisationIds]);
  return new Map(rows.map((row) => [row.organisation_id, row.time_zone]));
}
