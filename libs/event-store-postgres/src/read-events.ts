import type { ClientBase, Pool } from 'pg';
import { parseInstant, type Instant } from '@credit-ledger/kernel';
import {
  BEGINNING,
  type EventMetadata,
  type Position,
  type StoredEvent,
  type StoredIdentity,
  type StreamId,
  type StreamVersion,
} from '@credit-ledger/event-sourcing';

type Queryable = Pick<ClientBase, 'query'> | Pool;

// Text, because the driver would parse json away from the bytes that were hashed.
const COLUMNS =
  'position, stream_id, stream_version, type, schema_version, data::text as data, metadata::text as metadata';

const STREAM_FORWARDS = `select ${COLUMNS} from event_store.events
  where stream_id = $1 and stream_version >= $2 order by stream_version limit $3`;
const STREAM_BACKWARDS = `select ${COLUMNS} from event_store.events
  where stream_id = $1 and stream_version <= $2 order by stream_version desc limit $3`;
const ALL = `select ${COLUMNS} from event_store.events where position > $1 order by position limit $2`;
const LAST_POSITION = 'select position from event_store.log_head';
const COUNT_AFTER = 'select greatest(position - $1::bigint, 0) as events from event_store.log_head';
// The column, which PostgreSQL can always read, and not the text beside it.
const RECORDED_AFTER = 'select recorded_at from event_store.events where position > $1 order by position limit 1';
const IDENTITIES = `select metadata ->> 'messageId' as "messageId", metadata ->> 'hash' as hash from event_store.events
  where stream_id = $1 and stream_version >= $2 order by stream_version limit $3`;

type Row = {
  readonly position: string;
  readonly stream_id: StreamId;
  readonly stream_version: string;
  readonly type: string;
  readonly schema_version: number;
  readonly data: string;
  readonly metadata: string;
};

export async function readStreamPage(
  client: Queryable,
  stream: StreamId,
  fromVersion: StreamVersion,
  direction: 'forwards' | 'backwards',
  limit: number,
): Promise<readonly StoredEvent[]> {
  const text = direction === 'forwards' ? STREAM_FORWARDS : STREAM_BACKWARDS;
  const { rows } = await client.query<Row>({ name: `stream-${direction}`, text, values: [stream, fromVersion, limit] });
  return rows.map(fromRow);
}

export async function readAllPage(client: Queryable, after: Position, limit: number): Promise<readonly StoredEvent[]> {
  const { rows } = await client.query<Row>({ name: 'read-all', text: ALL, values: [toNumber(after), limit] });
  return rows.map(fromRow);
}

export async function readLastPosition(client: Queryable): Promise<Position> {
  const { rows } = await client.query<{ position: string }>(LAST_POSITION);
  const position = rows[0]?.position ?? '0';
  return position === '0' ? BEGINNING : fromNumber(position);
}

/** By arithmetic, however many they are: positions have no gaps. */
export async function countAfter(client: Queryable, position: Position): Promise<number> {
  const { rows } = await client.query<{ events: string }>(COUNT_AFTER, [toNumber(position)]);
  return Number(rows[0]?.events ?? 0);
}

/** Undefined for a store that an earlier release installed, which has no table for it. */
export async function readIdentity(client: Queryable): Promise<string | undefined> {
  try {
    const { rows } = await client.query<{ id: string }>('select id from event_store.identity');
    return rows[0]?.id;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42P01') return undefined;
    throw error;
  }
}

export async function recordedAfter(client: Queryable, position: Position): Promise<Instant | undefined> {
  const { rows } = await client.query<{ recorded_at: Date }>(RECORDED_AFTER, [toNumber(position)]);
  return rows[0] && parseInstant(rows[0].recorded_at, 'recorded_at');
}

export async function readIdentities(
  client: Queryable,
  stream: StreamId,
  fromVersion: StreamVersion,
  limit: number,
): Promise<readonly StoredIdentity[]> {
  const values = [stream, fromVersion, limit];
  const { rows } = await client.query<StoredIdentity>({ name: 'identities', text: IDENTITIES, values });
  return rows;
}

const fromRow = (row: Row): StoredEvent => ({
  position: fromNumber(row.position),
  streamId: row.stream_id,
  version: Number(row.stream_version),
  type: row.type,
  schemaVersion: row.schema_version,
  data: row.data,
  metadata: JSON.parse(row.metadata) as EventMetadata,
});

const POSITION_DIGITS = 20;
const fromNumber = (position: string): Position => position.padStart(POSITION_DIGITS, '0') as Position;
const toNumber = (position: Position): string => (position === BEGINNING ? '0' : BigInt(position).toString());
