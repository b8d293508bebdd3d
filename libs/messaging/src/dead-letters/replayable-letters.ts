import type { Instant } from '@credit-ledger/kernel';
import type { SqlSession } from '../sql/sql-session.js';
import type { StoredDeadLetter } from './dead-letter.js';
import { fromRow, type DeadLetterRow } from './dead-letter-row.js';

/**
 * Locks the next letters to replay: of one pair whose first unresolved letter is parked, in sequence, as many as
 * `limit` up to the next dead one; else a single parked letter without an order. Empty when nothing may be replayed.
 *
 * The lock on the oldest letter is the lock on the pair: another drainer skips it, and cannot take a later one.
 */
export async function lockReplayable(
  session: SqlSession,
  group: string,
  limit: number,
): Promise<readonly StoredDeadLetter[]> {
  const [head] = await session.query<DeadLetterRow>(LOCK_HEAD, [group]);
  if (head === undefined) {
    return (await session.query<DeadLetterRow>(LOCK_UNORDERED, [group])).map(fromRow);
  }
  const place = [group, head.organisation_id, head.source, head.sequence, head.id];
  return (await session.query<DeadLetterRow>(LOCK_FOLLOWING, [...place, limit])).map(fromRow);
}

export async function markReplayed(
  session: SqlSession,
  letters: readonly StoredDeadLetter[],
  at: Instant,
): Promise<void> {
  await session.query(MARK_REPLAYED, [letters.map(({ id }) => id), at]);
}

/** Back among the dead, where an operator looks at it again. Not if somebody resolved it meanwhile. */
export async function markDeadAgain(
  session: SqlSession,
  id: bigint,
  death: { code: string; reason: string },
): Promise<void> {
  await session.query(MARK_DEAD, [id, death.code, death.reason]);
}

// Walks from pair to pair along the index of unresolved letters, so that thousands parked behind one dead letter
// cost one step.
const LOCK_HEAD = `
WITH RECURSIVE heads AS (
  (SELECT organisation_id, source, id FROM dead_letters
   WHERE group_name = $1 AND status IN ('dead', 'parked') AND sequence IS NOT NULL
   ORDER BY organisation_id, source, sequence, id LIMIT 1)
  UNION ALL
  SELECT next.* FROM heads h CROSS JOIN LATERAL (
    SELECT d.organisation_id, d.source, d.id FROM dead_letters d
    WHERE d.group_name = $1 AND d.status IN ('dead', 'parked') AND d.sequence IS NOT NULL
      AND (d.organisation_id, d.source) > (h.organisation_id, h.source)
    ORDER BY d.organisation_id, d.source, d.sequence, d.id LIMIT 1) next
)
SELECT d.* FROM heads h JOIN dead_letters d USING (id)
WHERE d.status = 'parked'
LIMIT 1
FOR UPDATE OF d SKIP LOCKED`;

const LOCK_FOLLOWING = `
SELECT d.* FROM dead_letters d
WHERE d.group_name = $1 AND d.organisation_id = $2 AND d.source = $3 AND (d.sequence, d.id) >= ($4, $5)
  AND d.status = 'parked'
  AND NOT EXISTS (SELECT FROM dead_letters e
                  WHERE e.group_name = $1 AND e.organisation_id = $2 AND e.source = $3
                    AND e.status = 'dead' AND (e.sequence, e.id) < (d.sequence, d.id))
ORDER BY d.sequence, d.id
LIMIT $6
FOR UPDATE OF d`;

const LOCK_UNORDERED = `
SELECT * FROM dead_letters
WHERE group_name = $1 AND status = 'parked' AND sequence IS NULL
ORDER BY id LIMIT 1
FOR UPDATE SKIP LOCKED`;

const MARK_REPLAYED = `
UPDATE dead_letters
SET status = 'replayed', resolved_by = 'system', resolution_reason = 'handled on replay', resolved_at = $2::timestamptz
WHERE id = ANY ($1::bigint[])`;

const MARK_DEAD = `
UPDATE dead_letters SET status = 'dead', code = $2, reason = $3, attempts = attempts + 1
WHERE id = $1 AND status = 'parked'`;
