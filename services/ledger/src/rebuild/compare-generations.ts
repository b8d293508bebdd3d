import type { SqlSession } from '@credit-ledger/messaging';
import { VIEW_TABLES } from '../projections/view-tables.js';

/** A row that stands in one generation only, or differs. */
export type ViewDifference = {
  readonly view: string;
  readonly side: 'live' | 'rebuilt';
  readonly row: Readonly<Record<string, unknown>>;
};

// Enough to see what is wrong; the count alone would not say where.
const DIFFERENCES_MAX = 100;

/** Compares every row of two generations, whole. Empty when they are equal. */
export async function compareGenerations(
  session: SqlSession,
  live: number,
  rebuilt: number,
): Promise<readonly ViewDifference[]> {
  const differences: ViewDifference[] = [];
  for (const view of VIEW_TABLES) {
    const sql = `
      with live as (select to_jsonb(v) - 'generation' as row from ${view} v where generation = $1),
        rebuilt as (select to_jsonb(v) - 'generation' as row from ${view} v where generation = $2)
      (select 'live' as side, row from (select row from live except select row from rebuilt) only_live)
      union all
      (select 'rebuilt' as side, row from (select row from rebuilt except select row from live) only_rebuilt)
      limit $3`;
    const rows = await session.query<Omit<ViewDifference, 'view'>>(sql, [live, rebuilt, DIFFERENCES_MAX]);
    differences.push(...rows.map((row) => ({ view, ...row })));
  }
  return differences;
}
