import pg from 'pg';
import type { Instance } from '@credit-ledger/standalone';

const SUM = `
  select count(*)::int as organisations, coalesce(sum(balance), 0)::text as credits from balances
   where generation = (select generation from checkpoints where reader = 'account-views')
     and organisation_id = any($1::text[])`;

const EACH = `
  select organisation_id, balance::text from balances
   where generation = (select generation from checkpoints where reader = 'account-views')
     and organisation_id = any($1::text[])`;

/**
 * The rows that the ledger's balance query reads, read straight from its tables: asking over HTTP for a thousand balances many
 * times a second would be most of the load.
 */
export class Balances {
  private readonly pool: pg.Pool;

  constructor({ databaseUrls }: Instance) {
    this.pool = new pg.Pool({ connectionString: databaseUrls.ledger, max: 2, application_name: 'bench' });
    this.pool.on('error', () => undefined);
  }

  /** How many of the organisations have a balance, and the sum of these. */
  async sumOf(organisationIds: readonly string[]): Promise<{ organisations: number; credits: number }> {
    const { rows } = await this.pool.query<{ organisations: number; credits: string }>({
      name: 'sum',
      text: SUM,
      values: [organisationIds],
    });
    return { organisations: rows[0]?.organisations ?? 0, credits: Number(rows[0]?.credits ?? 0) };
  }

  async each(organisationIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ organisation_id: string; balance: string }>({
      name: 'each',
      text: EACH,
      values: [organisationIds],
    });
    return new Map(rows.map((row) => [row.organisation_id, Number(row.balance)]));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
