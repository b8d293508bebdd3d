import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import { toRecord, type Envelope } from '../envelope/envelope.js';
import type { OutgoingRecord } from '../ports/record.js';
import type { SqlSession } from '../sql/sql-session.js';

export type UnsentMessage = {
  readonly organisationId: OrganisationId;
  readonly source: string;
  readonly sequence: bigint;
  readonly record: OutgoingRecord;
};

/**
 * The next messages in (organisation, sequence) order, of organisations after `afterOrganisation`. Never "whatever is
 * above a position": a transaction that commits late has rows below it, which would be skipped for ever.
 */
export async function readUnsent(
  session: SqlSession,
  afterOrganisation: string,
  limit: number,
): Promise<readonly UnsentMessage[]> {
  const rows = await session.query<OutboxRow>(READ, [afterOrganisation, limit]);
  return rows.map(fromRow);
}

/**
 * Deletes acknowledged messages and renews the lease, in one statement; answers false, and deletes nothing, when the
 * lease has passed to another generation.
 */
export async function deleteSent(
  session: SqlSession,
  lease: { readonly name: string; readonly owner: string; readonly generation: bigint; readonly leaseMs: number },
  sent: readonly UnsentMessage[],
): Promise<boolean> {
  const ranges = rangesOf(sent);
  const [row] = await session.query<{ held: boolean }>(DELETE_SENT, [
    lease.name,
    lease.owner,
    lease.generation,
    lease.leaseMs,
    ranges.map((range) => range.organisationId),
    ranges.map((range) => range.source),
    ranges.map((range) => range.first),
    ranges.map((range) => range.last),
  ]);
  return row?.held === true;
}

type OutboxRow = {
  organisation_id: OrganisationId;
  source: string;
  sequence: string;
  topic: string;
  message_id: string;
  type: string;
  message_time: Instant;
  correlation_id: string;
  causation_id: string;
  traceparent: string | null;
  payload: Buffer;
};

function fromRow(row: OutboxRow): UnsentMessage {
  const sequence = BigInt(row.sequence);
  const { organisation_id: organisationId, source } = row;
  const envelope: { -readonly [Field in keyof Envelope]: Envelope[Field] } = {
    id: row.message_id,
    type: row.type,
    source,
    time: row.message_time,
    organisationId,
    sequence,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
  };
  if (row.traceparent !== null) envelope.traceparent = row.traceparent;
  return { organisationId, source, sequence, record: toRecord(row.topic, envelope, row.payload) };
}

type Range = { readonly organisationId: OrganisationId; readonly source: string; readonly first: bigint; last: bigint };

// Sequences are given out under the organisation's row lock, so nothing can appear between two that were read:
// a range names exactly the messages sent, and one hot organisation is one range.
function rangesOf(sent: readonly UnsentMessage[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const { organisationId, source, sequence } of sent) {
    const open = ranges.at(-1);
    if (open?.organisationId === organisationId && open.source === source) open.last = sequence;
    else ranges.push({ organisationId, source, first: sequence, last: sequence });
  }
  return ranges;
}

const READ = `
SELECT organisation_id, source, sequence, topic, message_id, type, message_time, correlation_id, causation_id,
       traceparent, payload
FROM outbox
WHERE organisation_id > $1
ORDER BY organisation_id, source, sequence
LIMIT $2`;

const DELETE_SENT = `
WITH held AS (
  UPDATE relay_lease SET expires_at = clock_timestamp() + $4 * interval '1 millisecond'
  WHERE name = $1 AND owner = $2 AND generation = $3
  RETURNING 1
), deleted AS (
  DELETE FROM outbox o
  USING unnest($5::text[], $6::text[], $7::bigint[], $8::bigint[]) AS sent(organisation_id, source, first, last)
  WHERE o.organisation_id = sent.organisation_id AND o.source = sent.source
    AND o.sequence BETWEEN sent.first AND sent.last
    AND EXISTS (SELECT FROM held)
)
SELECT EXISTS (SELECT FROM held) AS held`;
