import type { SqlSession } from '@credit-ledger/messaging';
import type { RunHistoryEntry } from './run-history-entry.js';

// Extensions of one hold come one after the other, under the lock of their run, with nothing in between that is kept: they
// are one row, so that the history of a run is as long as what people did to it.
const SQL = `
INSERT INTO run_history AS known
  (organisation_id, run_id, at, last_at, times, reason, state, actor_id, hold_id, credits)
SELECT organisation_id, run_id, at, at, 1, reason, state, actor_id, hold_id, credits
FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[])
  AS happened (organisation_id, run_id, at, reason, state, actor_id, hold_id, credits)
ON CONFLICT (organisation_id, run_id, hold_id) WHERE reason = 'HOLD_EXTENDED' DO UPDATE SET
  last_at = excluded.last_at, times = known.times + 1, credits = known.credits + excluded.credits`;

/** Keeps what happened, in the transaction in which it happened. At most one extension of a hold at a time. */
export async function addRunHistory(session: SqlSession, entries: readonly RunHistoryEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await session.query(SQL, [
    entries.map(({ organisationId }) => organisationId),
    entries.map(({ runId }) => runId),
    entries.map(({ at }) => at),
    entries.map(({ reason }) => reason),
    entries.map(({ state }) => state),
    entries.map(({ actorId }) => actorId),
    entries.map(({ holdId }) => holdId ?? null),
    entries.map(({ credits }) => credits ?? null),
  ]);
}
