import type { OrganisationId } from '@credit-ledger/kernel';
import type { SqlSession } from '../sql/sql-session.js';

/** What a source has given out: its last sequence for each organisation, and nothing for one that it never spoke about. */
export type LastSequences = (organisations: readonly OrganisationId[]) => Promise<ReadonlyMap<OrganisationId, bigint>>;

/** Of a source that speaks through the outbox in this database. */
export const outboxSequences =
  (session: SqlSession, source: string): LastSequences =>
  async (organisations) => {
    const rows = await session.query<SequenceRow>(LAST, [source, organisations]);
    return new Map(rows.map((row) => [row.organisation_id, BigInt(row.last_sequence)]));
  };

type SequenceRow = { readonly organisation_id: OrganisationId; readonly last_sequence: string };

const LAST = `SELECT organisation_id, last_sequence FROM source_sequences WHERE source = $1 AND organisation_id = ANY($2)`;
