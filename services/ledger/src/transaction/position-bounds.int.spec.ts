import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseInstant, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import { sessionOf, type SqlSession } from '@credit-ledger/messaging';
import { add } from '../../test/credit-account.scenario.js';
import { createLedgerDatabase, type LedgerDatabase } from '../../test/ledger-database.js';
import type { RowFilters } from './transaction-filters.js';
import { readPage } from './transaction-rows.js';

const punctual = 'punctual' as OrganisationId;
const late = 'late' as OrganisationId;
const MONTHS = 90;
const ROWS_OF_MONTH = 90;
const at = (text: string): Instant => parseInstant(`${text}T00:00:00.000Z`);

describe('a list of days long ago', () => {
  let ledger: LedgerDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    ledger = await createLedgerDatabase();
    session = sessionOf(ledger.pool);
    for (const organisation of [punctual, late]) await ledger.execute(organisation, add('sample', 'FREE_CREDITS', 5n));
    await ledger.project();
    await session.query(FILL, [punctual, MONTHS * ROWS_OF_MONTH, 1_000_000]);
    // Each tenth is of a year before it was opened.
    await session.query(FILL, [late, MONTHS * ROWS_OF_MONTH, 10]);
    await session.query("delete from transactions where transaction_id = 'addition-sample'");
    await session.query('analyze transactions');
  });
  afterAll(() => ledger.close());

  const idsOf = async (filters: RowFilters, limit: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let before = filters.before; ;) {
      const page = await readPage(session, { ...filters, before }, limit);
      ids.push(...page.items.map(({ transactionId }) => transactionId));
      if (page.next === undefined) return ids;
      before = page.next;
    }
  };

  test.each<[string, OrganisationId, Instant | undefined, Instant]>([
    ['a year', punctual, at('2020-01-01'), at('2021-01-01')],
    ['a year with rows that were opened a year later', late, at('2020-01-01'), at('2021-01-01')],
    ['days within months', late, at('2020-02-17'), at('2021-03-05')],
    ['all days up to one', late, undefined, at('2020-05-05')],
    ['all days there are', punctual, at('1970-01-01'), at('2200-01-01')],
    ['days before the first row', punctual, at('1970-01-01'), at('2019-01-01')],
    ['days behind the last row', punctual, at('2100-01-01'), at('2200-01-01')],
  ])('shows %s as the whole list does', async (_, organisationId, since, until) => {
    const whole = await readPage(session, { organisationId }, MONTHS * ROWS_OF_MONTH);
    const expected = whole.items.filter(
      ({ occurredAt }) => occurredAt < until && (since === undefined || occurredAt >= since),
    );
    expect(await idsOf({ organisationId, since, until }, 500)).toEqual(expected.map((row) => row.transactionId));
  });

  /** How many rows of the list are read for a page, or looked for and not found. */
  const rowsReadFor = async (filters: RowFilters): Promise<number> => {
    let rowsRead = 0;
    const counting: SqlSession = {
      query: async (sql, parameters) => {
        const [row] = await session.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
          `explain (analyze, format json) ${sql}`,
          parameters,
        );
        if (row !== undefined) rowsRead += rowsReadBy(row['QUERY PLAN'][0].Plan);
        return session.query(sql, parameters);
      },
    };
    await readPage(counting, filters, 50);
    return rowsRead;
  };
  // The page, a row at each end of twelve months, the oldest and the newest, and some of the months at both ends.
  const FEW_ROWS = 50 + 2 * 12 + 2 + 2 * ROWS_OF_MONTH;

  test('is read without what came after, and its end without what came before', async () => {
    const year = { organisationId: punctual, since: at('2020-01-01'), until: at('2021-01-01') };
    expect(await rowsReadFor(year)).toBeLessThan(FEW_ROWS);
    const { next } = await readPage(session, year, 12 * ROWS_OF_MONTH - 10);
    expect(next).toBeDefined();
    expect(await rowsReadFor({ ...year, before: next })).toBeLessThan(FEW_ROWS);
  });

  test('that has no rows is not looked for month by month', async () => {
    const nobody = 'nobody' as OrganisationId;
    expect(
      await rowsReadFor({ organisationId: nobody, since: at('1970-01-01'), until: at('2200-01-01') }),
    ).toBeLessThan(9);
  });
});

type Plan = {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
};

function rowsReadBy(plan: Plan): number {
  const isOfList = plan['Relation Name']?.startsWith('transactions') ?? false;
  const ofLoop = Math.max(1, plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0));
  const own = isOfList ? ofLoop * plan['Actual Loops'] : 0;
  return (plan.Plans ?? []).reduce((sum, below) => sum + rowsReadBy(below), own);
}

// Ninety rows a month from 2019 on, in the order in which they were opened; some of a year earlier.
const FILL = `
  insert into transactions
  select made.*
    from generate_series(1, $2::bigint) n
    join transactions sample on sample.organisation_id = $1 and sample.transaction_id = 'addition-sample'
   cross join lateral jsonb_populate_record(sample, jsonb_build_object(
     'transaction_id', 'row-' || n, 'position', '1' || lpad(n::text, 19, '0'),
     'occurred_at', timestamptz '2019-01-01 00:00Z' + n * interval '8 hours'
                    - case when n % $3 = 0 then interval '1 year' else interval '0' end)) made`;
