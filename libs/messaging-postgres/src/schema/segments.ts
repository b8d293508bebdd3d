import type { SqlSession } from '@credit-ledger/messaging';

/** How long records stay at least. A group that has not read them keeps them longer. */
export const RETENTION_DAYS = 7;

/** Creates the segments needed next and drops those that are old and read by every group; answers how many were dropped. */
export async function maintainSegments(session: SqlSession, retentionDays: number): Promise<number> {
  const [row] = await session.query<{ dropped: number }>(MAINTAIN, [retentionDays]);
  return row?.dropped ?? 0;
}

/** The database has no segment for today: nobody maintained it since yesterday morning, or its clock jumped. */
export const isMissingSegment = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23514' && error.message.includes('no partition');

const MAINTAIN = `SELECT broker.maintain_segments($1) AS dropped`;
