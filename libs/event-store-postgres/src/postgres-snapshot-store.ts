import type { Pool } from 'pg';
import type { Instant } from '@credit-ledger/kernel';
import type { Snapshot, SnapshotStore, StreamId } from '@credit-ledger/event-sourcing';

/** For a migration of the service that owns the streams. In its own schema: snapshots are its cache, not the store's. */
export const snapshotTablesSql = `
  create table account_snapshots (
    stream_id text not null,
    state_version integer not null,
    stream_version bigint not null,
    state json not null,
    last_hash text not null,
    last_recorded_at text not null,
    primary key (stream_id, state_version)
  );
`;

const LOAD = `select stream_version, state::text as state, last_hash, last_recorded_at from account_snapshots
  where stream_id = $1 and state_version = $2`;

const SAVE = `insert into account_snapshots as s
  (stream_id, state_version, stream_version, state, last_hash, last_recorded_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (stream_id, state_version) do update set stream_version = excluded.stream_version, state = excluded.state,
    last_hash = excluded.last_hash, last_recorded_at = excluded.last_recorded_at
  where s.stream_version < excluded.stream_version`;

type Row = {
  readonly stream_version: string;
  readonly state: string;
  readonly last_hash: string;
  readonly last_recorded_at: Instant;
};

/** Snapshots in the service's own schema. */
export class PostgresSnapshotStore implements SnapshotStore {
  constructor(private readonly pool: Pool) {}

  async load(stream: StreamId, stateVersion: number): Promise<Snapshot | undefined> {
    const { rows } = await this.pool.query<Row>({ name: 'load-snapshot', text: LOAD, values: [stream, stateVersion] });
    const [row] = rows;
    if (row === undefined) return undefined;
    const { stream_version, state, last_hash, last_recorded_at } = row;
    return {
      version: Number(stream_version),
      stateVersion,
      state,
      lastHash: last_hash,
      lastRecordedAt: last_recorded_at,
    };
  }

  async save(stream: StreamId, { version, stateVersion, state, lastHash, lastRecordedAt }: Snapshot): Promise<void> {
    await this.pool.query(SAVE, [stream, stateVersion, version, state, lastHash, lastRecordedAt]);
  }
}
