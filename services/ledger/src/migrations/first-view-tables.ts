// The views as the first migration makes them, kept as they were: today's are in projections/view-tables.ts.

export const FIRST_VIEW_TABLES = ['balances', 'monthly_usage', 'transactions'] as const;

export const firstViewTablesSql = `
  create table checkpoints (
    reader text primary key,
    generation integer not null,
    position text not null,
    moved_at timestamptz not null default now()
  );

  create table balances (
    generation integer not null,
    organisation_id text not null,
    balance bigint not null,
    held bigint not null,
    version bigint not null,
    sequences jsonb not null,
    time_zone text,
    primary key (generation, organisation_id)
  ) partition by list (generation);

  create table monthly_usage (
    generation integer not null,
    organisation_id text not null,
    month text not null,
    credits_used bigint not null,
    usage_transactions bigint not null,
    primary key (generation, organisation_id, month)
  ) partition by list (generation);

  create table transactions (
    generation integer not null,
    organisation_id text not null,
    transaction_id text not null,
    position text collate "C" not null,
    type text not null,
    credits bigint not null,
    overrun boolean not null,
    occurred_at timestamptz not null,
    actor text not null,
    month text,
    details jsonb not null,
    primary key (generation, organisation_id, transaction_id)
  ) partition by list (generation);
  create index transactions_newest_first on transactions (generation, organisation_id, position desc);

  create sequence view_generations;

  -- What facts told last of each account, so that every fact can carry the sums after its event.
  create table told_accounts (
    organisation_id text primary key,
    balance bigint not null,
    held bigint not null
  );`;

export const addFirstGenerationSql = (generation: number): string =>
  FIRST_VIEW_TABLES.map(
    (table) => `
  create table ${table}_g${generation} (like ${table} including all);
  alter table ${table}_g${generation} add check (generation = ${generation});
  alter table ${table} attach partition ${table}_g${generation} for values in (${generation});`,
  ).join('\n');
