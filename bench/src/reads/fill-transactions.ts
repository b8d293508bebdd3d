import pg from 'pg';

const ADDITION_EVERY = 10_000;

/**
 * Writes transactions of one organisation straight into the view, newer than all it has: a million runs through the services
 * would take an hour. Each is a copy of one that is there, usage but for one addition in ten thousand, under an id and a
 * position of its own; so it has whatever columns the view has.
 */
export async function fillTransactions(
  databaseUrl: string,
  organisationId: string,
  transactions: number,
  chunks: number,
  onChunk: (written: number) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'bench' });
  await client.connect();
  try {
    const rows = Math.ceil(transactions / chunks);
    for (let written = 0; written < transactions;) {
      await client.query(INSERT, [organisationId, written + 1, written + rows, ADDITION_EVERY]);
      written += rows;
      await onChunk(written);
    }
    await client.query('analyze transactions');
  } finally {
    await client.end();
  }
}

const INSERT = `
  with samples as (
    select distinct on (type = 'USAGE') type = 'USAGE' as is_usage, t as sample from transactions t
     where generation = (select generation from checkpoints where reader = 'account-views') and organisation_id = $1
  )
  insert into transactions
  select made.* from generate_series($2::bigint, $3::bigint) n
    join samples on is_usage = (n % $4 <> 0)
   cross join lateral jsonb_populate_record(sample, jsonb_build_object(
     'transaction_id', 'bench-' || n, 'position', '1' || lpad(n::text, 19, '0'))) made`;
