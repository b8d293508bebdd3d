import type { SqlSession } from '../sql/sql-session.js';

export type UnresolvedLetters = { readonly dead: number; readonly parked: number };

/** How many letters of the group wait for somebody, counted up to 100,000. */
export async function countUnresolvedLetters(session: SqlSession, group: string): Promise<UnresolvedLetters> {
  const rows = await session.query<{ status: 'dead' | 'parked'; count: number }>(COUNT, [group, COUNTED_MAX]);
  const counts = new Map(rows.map(({ status, count }) => [status, count]));
  return { dead: counts.get('dead') ?? 0, parked: counts.get('parked') ?? 0 };
}

const COUNTED_MAX = 100_000;

const COUNT = `
SELECT status, count(*)::int AS count
FROM (SELECT status FROM dead_letters WHERE group_name = $1 AND status IN ('dead', 'parked') LIMIT $2) AS unresolved
GROUP BY status`;
