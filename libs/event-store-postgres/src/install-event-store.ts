/** A connection of whoever may create schemas: a client, or a session of a transaction. */
export type InstallSession = { query(sql: string): Promise<unknown> };

/**
 * Creates schema `event_store` and what belongs to it, where it is not there yet; two may do so at once. Run by the owner
 * of the database, never by the role that appends: `event_store` may read and append, nothing more, and is granted that
 * when it exists. Changing, deleting and truncating events is refused to everybody by triggers, the owner included.
 */
export async function installEventStore(session: InstallSession): Promise<void> {
  // Statements sent as one text are one transaction, which also keeps the lock until everything is there.
  await session.query(INSTALL);
}

const INSTALL = `
select pg_advisory_xact_lock(hashtextextended('install event_store', 0));

create schema if not exists event_store;

-- json, not jsonb: it keeps the exact bytes that were hashed.
create table if not exists event_store.events (
  position bigint primary key,
  stream_id text collate "C" not null,
  stream_version bigint not null,
  type text not null,
  schema_version integer not null,
  data json not null,
  metadata json not null,
  recorded_at timestamptz not null,
  unique (stream_id, stream_version)
);

-- One row, advanced by the statement that inserts: positions have no gaps and rise in commit order. Every append updates
-- it; room in its page lets the dead versions be pruned without vacuum.
create table if not exists event_store.log_head (
  only_row boolean primary key default true check (only_row),
  position bigint not null
) with (fillfactor = 10);
insert into event_store.log_head (position) values (0) on conflict do nothing;

-- Positions mean something in this store alone. A dump takes it along, so that a restored store is the one it was.
create table if not exists event_store.identity (
  only_row boolean primary key default true check (only_row),
  id uuid not null default gen_random_uuid()
);
insert into event_store.identity default values on conflict do nothing;

create or replace function event_store.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'events are append-only: % is refused', tg_op using errcode = 'restrict_violation';
end
$$;
create or replace trigger events_are_append_only before update or delete or truncate on event_store.events
  for each statement execute function event_store.refuse_change();
-- Always: also for a session that plays a replica, which skips ordinary triggers.
alter table event_store.events enable always trigger events_are_append_only;

do $$
begin
  if exists (select from pg_roles where rolname = 'event_store') then
    grant usage on schema event_store to event_store;
    grant select, insert on event_store.events to event_store;
    grant select on event_store.identity to event_store;
    grant select, update (position) on event_store.log_head to event_store;
  end if;
end
$$;
`;
