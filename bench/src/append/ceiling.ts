import type { Client } from 'pg';

const CREATE = `
  drop schema if exists bench cascade;
  create schema bench;
  create table bench.events (like event_store.events including all)`;

// What the store's table held before the appends: an index of many streams takes more to insert into than an empty one.
const FILL = `
  insert into bench.events (position, stream_id, stream_version, type, schema_version, data, metadata, recorded_at)
  select position, stream_id, stream_version, type, schema_version, data, metadata, recorded_at
    from event_store.events where position < $1 order by position`;

// The columns of the store's own statement, in the same encoding; no expected version, no head, no trigger.
const INSERT = `
  insert into bench.events (position, stream_id, stream_version, type, schema_version, data, metadata, recorded_at)
  select position, stream_id, stream_version, type, schema_version, data::json, metadata::json, recorded_at
    from unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::int[],
                string_to_array($6, e'\\x1e'), string_to_array($7, e'\\x1e'), $8::timestamptz[])
      as e (position, stream_id, stream_version, type, schema_version, data, metadata, recorded_at)`;

const READ = `
  select position, stream_id, stream_version, type, schema_version, data::text as data, metadata::text as metadata,
         recorded_at::text as recorded_at
    from event_store.events where position between $1 and $2 order by position`;

type Row = {
  readonly position: string;
  readonly stream_id: string;
  readonly stream_version: string;
  readonly type: string;
  readonly schema_version: number;
  readonly data: string;
  readonly metadata: string;
  readonly recorded_at: string;
};

// What is kept in memory as prepared parameters.
const ROWS_MAX = 100_000;

/**
 * How fast PostgreSQL itself takes the same events: the same table with its indexes and what they held before, one connection,
 * the same rows per statement, each committed, and nothing looked up or checked. Parameters are made before the clock starts.
 */
export async function measureCeiling(
  client: Client,
  { from, to, rowsPerStatement }: { from: bigint; to: bigint; rowsPerStatement: number },
  durationMs: number,
): Promise<number> {
  await client.query(CREATE);
  await client.query(FILL, [from]);
  const last = to - from < ROWS_MAX ? to : from + BigInt(ROWS_MAX);
  const { rows } = await client.query<Row>(READ, [from, last]);
  const statements = chunksOf(rows, Math.max(1, Math.round(rowsPerStatement))).map(parametersOf);
  await client.query('checkpoint');
  const startedAt = performance.now();
  let inserted = 0;
  for (const { count, values } of statements) {
    await client.query({ name: 'ceiling', text: INSERT, values });
    inserted += count;
    if (performance.now() - startedAt > durationMs) break;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  await client.query('drop schema bench cascade');
  return inserted / seconds;
}

function chunksOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

function parametersOf(rows: readonly Row[]): { readonly count: number; readonly values: string[] } {
  const array = (of: (row: Row) => string | number): string => `{${rows.map((row) => `"${of(row)}"`).join(',')}}`;
  const texts = (of: (row: Row) => string): string => rows.map(of).join('\x1e');
  return {
    count: rows.length,
    values: [
      array((row) => row.position),
      array((row) => row.stream_id),
      array((row) => row.stream_version),
      array((row) => row.type),
      array((row) => row.schema_version),
      texts((row) => row.data),
      texts((row) => row.metadata),
      array((row) => row.recorded_at),
    ],
  };
}
