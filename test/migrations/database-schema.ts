import pg from 'pg';

/**
 * Everything in the services' and the libraries' schemas that two databases can differ in, one line each. Partitions are left
 * out: which there are depends on the day and on rebuilds, and their parents say the rest.
 */
export async function schemaOf(url: string, schemas: readonly string[]): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(LINES, [schemas]);
    return rows.map(({ line }) => line).filter((line) => !/\.migrations(_id_seq)?\b/.test(line));
  } finally {
    await client.end();
  }
}

const LINES = `
with relations as (
  select c.*, c.relnamespace::regnamespace || '.' || c.relname as name
    from pg_class c where c.relnamespace::regnamespace::text = any($1) and not c.relispartition
)
select 'relation ' || name || ' ' || relkind::text || ' of ' || relowner::regrole || coalesce(' ' || reloptions::text, '')
       || coalesce(' ' || (select array_agg(acl::text order by acl::text) from unnest(relacl) acl)::text, '') as line
  from relations where relkind in ('r', 'p', 'v', 'm', 'S')
union all
select 'column ' || name || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' '
       || coalesce((select collname from pg_collation where oid = attcollation), '')
       || case when attnotnull then ' not null' else '' end || ' identity:' || attidentity::text || ' storage:' || attstorage::text
       || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') || coalesce(' ' || attacl::text, '')
  from relations join pg_attribute a on attrelid = relations.oid and attnum > 0 and not attisdropped
  left join pg_attrdef on adrelid = attrelid and adnum = attnum where relkind in ('r', 'p', 'v', 'm')
union all
select 'constraint ' || name || ' ' || conname || ' ' || pg_get_constraintdef(k.oid)
  from relations join pg_constraint k on conrelid = relations.oid
union all
select 'index ' || pg_get_indexdef(oid) from relations where relkind in ('i', 'I')
union all
select 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || tgenabled::text
  from relations join pg_trigger t on tgrelid = relations.oid and not tgisinternal
union all
select 'function ' || p.oid::regprocedure || ' ' || md5(prosrc) || ' ' || prosecdef || coalesce(' ' || proacl::text, '')
  from pg_proc p where pronamespace::regnamespace::text = any($1)
order by 1`;
