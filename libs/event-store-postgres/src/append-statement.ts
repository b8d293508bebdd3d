import type { ClientBase } from 'pg';
import type { StreamAppend } from '@credit-ledger/event-sourcing';

/**
 * Appends the events of several streams in one statement, hence all in one transaction and one round trip. An append is
 * accepted only when its stream's last version is the expected one: the unique index alone would not stop a gap. Positions
 * are given out by advancing the one row of log_head, whose lock is kept until the commit, so that they have no gaps and
 * rise in commit order.
 *
 * Two processes may be here at once: the second one's snapshot is older than what the first commits, so it may accept a
 * stale append. The unique index then fails its whole statement, and a new statement sees better.
 */
const APPEND = `
with appends as materialized (
  select a.number, a.events, a.expected_version = coalesce(
           (select e.stream_version from event_store.events e where e.stream_id = a.stream_id
             order by e.stream_version desc limit 1), 0) as fits
    from unnest($1::text[], $2::bigint[], $3::int[]) with ordinality as a (stream_id, expected_version, events, number)
), verdict as (
  -- An array to look up in, because the planner, which knows nothing of sizes here, would compare every event with every
  -- append: that doubled the time of a statement with 256 of each.
  select array_agg(fits order by number) as fits, coalesce(sum(events) filter (where fits), 0) as events from appends
), head as (
  update event_store.log_head h set position = h.position + verdict.events from verdict where verdict.events > 0
  returning h.position - verdict.events as before, verdict.fits
), inserted as (
  insert into event_store.events
    (position, stream_id, stream_version, type, schema_version, data, metadata, recorded_at)
  select head.before + row_number() over (order by e.ordinality),
         e.stream_id, e.stream_version, e.type, e.schema_version, e.data::json, e.metadata::json, e.recorded_at
    from head, unnest($4::int[], $5::text[], $6::bigint[], $7::text[], $8::int[],
                      string_to_array($9, e'\\x1e'), string_to_array($10, e'\\x1e'), $11::timestamptz[])
      with ordinality as e (append_number, stream_id, stream_version, type, schema_version, data, metadata, recorded_at, ordinality)
   where head.fits[e.append_number]
)
select fits from verdict`;

/**
 * Returns, for each append, whether it was accepted.
 * @param appends to different streams: what one leaves behind is not seen by another of the same statement.
 */
export async function appendInOneStatement(
  client: ClientBase,
  appends: readonly StreamAppend[],
): Promise<readonly boolean[]> {
  const columns = new EventColumns();
  appends.forEach((append, index) => columns.add(append, index + 1));
  const { rows } = await client.query<{ fits: boolean[] }>({
    name: 'append',
    text: APPEND,
    values: [
      texts(appends.map((append) => append.stream)),
      integers(appends.map((append) => append.expectedVersion)),
      integers(appends.map((append) => append.events.length)),
      ...columns.values(),
    ],
  });
  return rows[0]?.fits ?? [];
}

/**
 * Stands between the JSON texts of a statement, because writing them as an array, with every quote escaped, was a fifth of
 * the work of an append. JSON text cannot contain it: in strings it has to be escaped, elsewhere it is not allowed.
 */
export const SEPARATOR = '\x1e';

const integers = (values: readonly number[]): string => `{${values.join(',')}}`;

/** An array as the server reads it. The driver would make it too, but looks at what an element is, and escapes it twice. */
const texts = (values: readonly string[]): string => `{${values.map(quoted).join(',')}}`;
const quoted = (text: string): string => `"${TO_ESCAPE.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
const TO_ESCAPE = /["\\]/;

/** One parameter per column: the server reads eight faster than as many as there are fields. */
class EventColumns {
  private readonly appendNumbers: number[] = [];
  private readonly streams: string[] = [];
  private readonly versions: number[] = [];
  private readonly types: string[] = [];
  private readonly schemaVersions: number[] = [];
  private readonly data: string[] = [];
  private readonly metadata: string[] = [];
  private readonly recordedAt: string[] = [];

  add({ stream, expectedVersion, events }: StreamAppend, appendNumber: number): void {
    events.forEach((event, index) => {
      this.appendNumbers.push(appendNumber);
      this.streams.push(stream);
      this.versions.push(expectedVersion + index + 1);
      this.types.push(event.type);
      this.schemaVersions.push(event.schemaVersion);
      this.data.push(event.data);
      this.metadata.push(JSON.stringify(event.metadata));
      this.recordedAt.push(event.metadata.recordedAt);
    });
  }

  values(): readonly unknown[] {
    return [
      integers(this.appendNumbers),
      texts(this.streams),
      integers(this.versions),
      texts(this.types),
      integers(this.schemaVersions),
      this.data.join(SEPARATOR),
      this.metadata.join(SEPARATOR),
      texts(this.recordedAt),
    ];
  }
}
