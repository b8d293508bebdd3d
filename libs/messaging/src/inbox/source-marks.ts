import type { SqlSession } from '../sql/sql-session.js';
import { pairKey, type SourcePair, type SourcePlace } from './source-place.js';

/** `afterGap`: newer than the mark, but not the next. Somebody discarded what lies between, or lost it: worth an alert. */
export type Taken = 'next' | 'afterGap' | 'redelivered';

/**
 * The last sequence a group has handled per (source, organisation). It moves in the transaction of the effects, so whatever
 * is not above it is a redelivery. A message that was refused moves nothing: what it says of itself may be wrong, its
 * sequence included, and then those it claims to come after would be taken for redeliveries.
 */
export class SourceMarks {
  constructor(private readonly group: string) {}

  async load(session: SqlSession, pairs: readonly SourcePair[]): Promise<LoadedMarks> {
    const rows = await session.query<MarkRow>(LOAD, [
      this.group,
      pairs.map((pair) => pair.organisationId),
      pairs.map((pair) => pair.source),
    ]);
    return new LoadedMarks(this.group, rows);
  }
}

/** The marks of one batch: moved in memory, message by message, and saved once. */
export class LoadedMarks {
  private readonly marks: Map<string, bigint>;
  private readonly moved = new Map<string, SourcePlace>();

  constructor(
    private readonly group: string,
    rows: readonly MarkRow[],
  ) {
    this.marks = new Map(
      rows.map((row) => [
        pairKey({ source: row.source, organisationId: row.organisation_id }),
        BigInt(row.last_sequence),
      ]),
    );
  }

  isRedelivery(place: SourcePlace): boolean {
    const mark = this.marks.get(pairKey(place));
    return mark !== undefined && place.sequence <= mark;
  }

  take(place: SourcePlace): Taken {
    const key = pairKey(place);
    const mark = this.marks.get(key);
    if (this.isRedelivery(place)) return 'redelivered';
    this.marks.set(key, place.sequence);
    this.moved.set(key, place);
    // A group that joins late, or meets a source for the first time, has nothing to compare with.
    return mark === undefined || place.sequence === mark + 1n ? 'next' : 'afterGap';
  }

  async save(session: SqlSession): Promise<void> {
    if (this.moved.size === 0) return;
    const places = [...this.moved.values()];
    await session.query(SAVE, [
      this.group,
      places.map((place) => place.organisationId),
      places.map((place) => place.source),
      places.map((place) => place.sequence),
    ]);
  }
}

type MarkRow = {
  readonly organisation_id: SourcePair['organisationId'];
  readonly source: string;
  readonly last_sequence: string;
};

const LOAD = `
SELECT m.organisation_id, m.source, m.last_sequence
FROM unnest($2::text[], $3::text[]) AS p(organisation_id, source)
JOIN source_marks m ON m.group_name = $1 AND m.organisation_id = p.organisation_id AND m.source = p.source`;

const SAVE = `
INSERT INTO source_marks AS m (group_name, organisation_id, source, last_sequence)
SELECT $1, organisation_id, source, last_sequence
FROM unnest($2::text[], $3::text[], $4::bigint[]) AS p(organisation_id, source, last_sequence)
ORDER BY organisation_id COLLATE "C", source COLLATE "C"
ON CONFLICT (group_name, organisation_id, source)
DO UPDATE SET last_sequence = greatest(m.last_sequence, EXCLUDED.last_sequence)`;
