import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { toParameter } from './array-literal.js';

/**
 * Parametrised SQL inside the caller's transaction. Libraries write through it, so that their rows commit or vanish
 * together with the caller's, whatever runs the transaction (a pg client, TypeORM's manager).
 */
export interface SqlSession {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** A pool runs every statement on its own; a client runs it inside the transaction that is open on it. */
export function sessionOf(client: Pool | PoolClient): SqlSession {
  return {
    async query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
      // Without parameters the text may hold several statements, which a prepared one may not.
      if (parameters === undefined) return (await client.query<Row & QueryResultRow>(sql)).rows;
      const name = preparedName(sql);
      const config = { text: sql, values: parameters.map(toParameter), ...(name === undefined ? {} : { name }) };
      return (await client.query<Row & QueryResultRow>(config)).rows;
    },
  };
}

// Parsing and planning cost more than running most of our statements, so texts are prepared under a name per connection.
// The limit keeps a caller who builds SQL from values from filling the server's memory: later texts go unnamed.
const PREPARED_TEXTS_MAX = 500;
const names = new Map<string, string>();

function preparedName(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= PREPARED_TEXTS_MAX) return undefined;
  const name = `cl_${names.size}`;
  names.set(sql, name);
  return name;
}
