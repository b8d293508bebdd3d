import type { Instant } from '@credit-ledger/kernel';
import type { SqlSession } from '../sql/sql-session.js';

/** Messages that wait to be sent; `oldestAt` is when the oldest of them was written. */
export type OutboxBacklog = { readonly messages: number; readonly oldestAt?: Instant };

/** Looks at 100,000 of them at most: beyond that the exact figures would cost more than they tell. */
export async function readOutboxBacklog(session: SqlSession): Promise<OutboxBacklog> {
  const [row] = await session.query<{ count: number; oldest: Instant | null }>(BACKLOG, [LOOKED_AT_MAX]);
  return { messages: row?.count ?? 0, ...(row?.oldest ? { oldestAt: row.oldest } : {}) };
}

const LOOKED_AT_MAX = 100_000;

// Instants are written in one form, whose order as text is the order of time.
const BACKLOG = `
SELECT count(*)::int AS count, min(message_time COLLATE "C") AS oldest
FROM (SELECT message_time FROM outbox LIMIT $1) AS waiting`;
