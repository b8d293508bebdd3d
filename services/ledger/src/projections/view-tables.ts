/** The views of one generation each; a rebuild fills the next generation beside the live one. */
export const VIEW_TABLES = ['balances', 'daily_usage', 'transactions', 'transaction_lots'] as const;

/**
 * Of what shape the rows of a generation are. Whoever changes what rows hold, or how they are made, raises it: a ledger that
 * starts on views of another shape makes them again from the events before it serves (`upgradeViews`).
 */
export const VIEWS_SHAPE = 2;

/** Views of earlier shapes. Their tables go when no generation needs them any more. */
export const RETIRED_VIEW_TABLES = ['monthly_usage'] as const;

// Of the partition alone: an index of the whole view would be built over generations that never had its columns.
const indexesSql = (generation: number): string => {
  const table = `transactions_g${generation}`;
  return `
  create index on ${table} (organisation_id, kind, position desc);
  create index on ${table} (organisation_id, usage_type, position desc) where usage_type is not null;
  create index on ${table} (organisation_id, photo_event_id, position desc) where photo_event_id is not null;
  create index on ${table} (organisation_id, actor, position desc);
  create index on ${table} (organisation_id, occurred_at, position);
  create index on ${table} (position desc);
  -- A release that knows nothing of these columns must not write here.
  alter table ${table} add check (kind is not null and search_text is not null);`;
};

/** Statements that add the tables of a generation. Attaching locks out no reader, creating in place would. */
export const addGenerationSql = (generation: number): string =>
  [
    ...VIEW_TABLES.map(
      (table) => `
  create table ${table}_g${generation} (like ${table} including all);
  alter table ${table}_g${generation} add check (generation = ${generation});`,
    ),
    indexesSql(generation),
    ...VIEW_TABLES.map(
      (table) => `
  alter table ${table} attach partition ${table}_g${generation} for values in (${generation});`,
    ),
  ].join('\n');

export const dropGenerationSql = (generation: number): string =>
  [...VIEW_TABLES, ...RETIRED_VIEW_TABLES].map((table) => `drop table if exists ${table}_g${generation};`).join('\n');

export const dropRetiredTablesSql = RETIRED_VIEW_TABLES.map((table) => `drop table if exists ${table};`).join('\n');
