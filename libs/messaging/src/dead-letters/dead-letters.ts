import type { Instant } from '@credit-ledger/kernel';
import { distinctPairs, type SourcePair, type SourcePlace } from '../inbox/source-place.js';
import type { SqlSession } from '../sql/sql-session.js';
import type { DeadLetter, DeadLetterStatus, StoredDeadLetter } from './dead-letter.js';
import { fromRow, toColumns, type DeadLetterRow } from './dead-letter-row.js';
import { NoSuchDeadLetterError } from './no-such-dead-letter.error.js';
import { Standing } from './standing.js';

/**
 * What a group could not handle, kept in the service's own schema: the messages refused for good, and those parked behind
 * them because the order of their (source, organisation) would break otherwise. Nothing is deleted; a resolution is added.
 */
export class DeadLetters {
  constructor(private readonly group: string) {}

  /** Writes the letters down in the transaction that moves the offset past them. Recording one again changes nothing. */
  async record(session: SqlSession, letters: readonly DeadLetter[], at: Instant): Promise<void> {
    if (letters.length > 0) await session.query(RECORD, [this.group, at, ...toColumns(letters)]);
  }

  /** Read in the transaction that handles the batch, or before it. */
  async standingOf(session: SqlSession, places: readonly SourcePlace[]): Promise<Standing> {
    if (places.length === 0) return new Standing([], []);
    const pairs = distinctPairs(places);
    const columns = [pairs.map((pair) => pair.organisationId), pairs.map((pair) => pair.source)];
    const known = await session.query<PairRow>(PAIRS, [this.group, ...columns]);
    // Nearly always: nothing of theirs was ever refused.
    if (known.length === 0) return new Standing([], []);
    const letters = await session.query<LetterPlaceRow>(LETTERS_AT, [
      this.group,
      places.map((place) => place.organisationId),
      places.map((place) => place.source),
      places.map((place) => place.sequence),
    ]);
    return new Standing(
      known.filter((row) => row.unresolved).map(pairOf),
      letters.map((row) => ({ ...pairOf(row), sequence: BigInt(row.sequence), fingerprint: row.fingerprint })),
    );
  }

  /** In the order of their recording, after the given id. */
  async list(
    session: SqlSession,
    { status, afterId = 0n, limit = 50 }: { status?: DeadLetterStatus; afterId?: bigint; limit?: number } = {},
  ): Promise<readonly StoredDeadLetter[]> {
    return (await session.query<DeadLetterRow>(LIST, [this.group, status ?? null, afterId, limit])).map(fromRow);
  }

  /**
   * The cause is mended: the letter is tried again, by the drainer, through the normal path.
   * @throws NoSuchDeadLetterError unless it is dead.
   */
  async replay(session: SqlSession, id: bigint): Promise<void> {
    const changed = await session.query(REPLAY, [this.group, id]);
    if (changed.length === 0) throw new NoSuchDeadLetterError(id);
  }

  /**
   * Gives the letter up; those parked behind it go on without it. The row stays, with who decided and why.
   * @throws NoSuchDeadLetterError unless it is dead or parked.
   */
  async discard(
    session: SqlSession,
    id: bigint,
    resolution: { actor: string; reason: string; at: Instant },
  ): Promise<void> {
    const { actor, reason, at } = resolution;
    const changed = await session.query(DISCARD, [this.group, id, actor, reason, at]);
    if (changed.length === 0) throw new NoSuchDeadLetterError(id);
  }
}

type PairRow = { source: string; organisation_id: SourcePair['organisationId']; unresolved: boolean };
type LetterPlaceRow = Omit<PairRow, 'unresolved'> & { sequence: string; fingerprint: Buffer };

const pairOf = (row: Omit<PairRow, 'unresolved'>): SourcePair => ({
  source: row.source,
  organisationId: row.organisation_id,
});

// A record that comes again (a crash after the copy, a sender that repeats itself) meets one of the two unique keys.
const RECORD = `
INSERT INTO dead_letters (group_name, topic, partition, record_offset, record_key, headers, payload, organisation_id,
                          source, sequence, fingerprint, status, code, reason, attempts, recorded_at)
SELECT $1, topic, partition, record_offset, record_key, headers::json, payload, organisation_id, source, sequence, fingerprint,
       status, code, reason, CASE status WHEN 'dead' THEN 1 ELSE 0 END, $2::timestamptz
FROM unnest($3::text[], $4::int[], $5::bigint[], $6::text[], $7::text[], $8::bytea[], $9::text[], $10::text[],
            $11::bigint[], $12::bytea[], $13::text[], $14::text[], $15::text[]) WITH ORDINALITY
  AS l(topic, partition, record_offset, record_key, headers, payload, organisation_id, source, sequence, fingerprint,
       status, code, reason, place)
ORDER BY place
ON CONFLICT DO NOTHING`;

const PAIRS = `
SELECT p.organisation_id, p.source, letters.unresolved
FROM unnest($2::text[], $3::text[]) AS p(organisation_id, source)
CROSS JOIN LATERAL (
  SELECT bool_or(d.status IN ('dead', 'parked')) AS unresolved FROM dead_letters d
  WHERE d.group_name = $1 AND d.organisation_id = p.organisation_id AND d.source = p.source AND d.sequence IS NOT NULL
) letters
WHERE letters.unresolved IS NOT NULL`;

const LETTERS_AT = `
SELECT d.organisation_id, d.source, d.sequence, d.fingerprint
FROM unnest($2::text[], $3::text[], $4::bigint[]) AS p(organisation_id, source, sequence)
JOIN dead_letters d USING (organisation_id, source, sequence)
WHERE d.group_name = $1`;

const LIST = `
SELECT * FROM dead_letters
WHERE group_name = $1 AND ($2::text IS NULL OR status = $2) AND id > $3
ORDER BY id LIMIT $4`;

const REPLAY = `UPDATE dead_letters SET status = 'parked' WHERE group_name = $1 AND id = $2 AND status = 'dead' RETURNING 1 AS changed`;

const DISCARD = `
UPDATE dead_letters
SET status = 'discarded', resolved_by = $3, resolution_reason = $4, resolved_at = $5::timestamptz
WHERE group_name = $1 AND id = $2 AND status IN ('dead', 'parked')
RETURNING 1 AS changed`;
