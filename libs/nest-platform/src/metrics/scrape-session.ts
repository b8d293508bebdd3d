import { sessionOf, withConnection, type SqlSession } from '@credit-ledger/messaging';
import type { Pool } from 'pg';

const STATEMENT_TIMEOUT_MS = 1_000;

/** For what a scrape asks a database: nothing is written, and the server itself gives up what takes long. */
export const scrapeSession = (pool: Pool): SqlSession => ({
  query: <Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> =>
    withConnection(pool, async (client) => {
      await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
      try {
        return await sessionOf(client).query<Row>(sql, parameters);
      } finally {
        await client.query('ROLLBACK').catch(() => undefined);
      }
    }),
});
