import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, poolOn, type TestDatabase } from '@credit-ledger/testing';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { toParameter } from './array-literal.js';
import { sessionOf } from './sql-session.js';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = poolOn(database.url);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function echo(type: string, values: readonly unknown[]): Promise<unknown> {
  const [row] = await sessionOf(pool).query<{ values: unknown }>(`SELECT $1::${type}[] AS values`, [values]);
  return row?.values;
}

describe('an array parameter', () => {
  it('arrives as it was given, whatever text it holds', async () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));
    const given = fc.array(fc.oneof(text, fc.constantFrom('', 'NULL', 'null', '{}', ',', '"', '\\', '\\"', ' a ')));
    await fc.assert(fc.asyncProperty(given, async (values) => expect(await echo('text', values)).toEqual(values)));
  });

  it('tells a null, and what is missing, from text', async () => {
    expect(await echo('text', ['a', null, undefined, 'NULL'])).toEqual(['a', null, null, 'NULL']);
  });

  it('keeps every digit of the largest whole numbers', async () => {
    const values = [9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, 0n];
    expect(await echo('bigint', values)).toEqual(values.map(String));
  });

  it('holds numbers, booleans and JSON', async () => {
    expect(await echo('int', [1, -2])).toEqual([1, -2]);
    expect(await echo('boolean', [true, false])).toEqual([true, false]);
    expect(await echo('jsonb', [JSON.stringify({ 'a"\\': ['b'] })])).toEqual([{ 'a"\\': ['b'] }]);
  });

  it('of anything else is left to the driver', async () => {
    const bytes = [Buffer.from([0, 255])];
    expect(toParameter(bytes)).toBe(bytes);
    expect(await echo('bytea', bytes)).toEqual(bytes);
  });

  it('that is empty is an empty array', async () => {
    expect(await echo('text', [])).toEqual([]);
  });
});
