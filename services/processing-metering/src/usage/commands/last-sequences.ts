import type { OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '@credit-ledger/messaging';

const SQL = `
SELECT organisation_id, last_sequence FROM source_sequences
WHERE source = $1 AND organisation_id = ANY ($2::text[])`;

/** The sequence of the last committed message of each organisation that has any. */
export async function lastSequences(
  session: SqlSession,
  source: string,
  organisationIds: readonly OrganisationId[],
): Promise<ReadonlyMap<OrganisationId, bigint>> {
  type Row = { organisation_id: OrganisationId; last_sequence: string };
  const rows = await session.query<Row>(SQL, [source, organisationIds]);
  return new Map(rows.map((row) => [row.organisation_id, BigInt(row.last_sequence)]));
}
