import type { Messaging } from '../ports/messaging.js';
import type { SqlSession } from '../sql/sql-session.js';

/**
 * How far a log was known to hold no number of a source that the source's database had not given out, by partition. A mark is an end of the
 * log that was seen before the mark was kept; so it goes back with the database, and whatever a database has forgotten was written behind it.
 * An old mark is as good as a new one: it only lets more be read.
 */
export class LogMarks {
  constructor(
    private readonly session: SqlSession,
    private readonly messaging: Pick<Messaging, 'endsOf' | 'groupInOffsets'>,
    private readonly topic: string,
    private readonly source: string,
  ) {}

  ends(): Promise<ReadonlyMap<number, bigint>> {
    return this.messaging.endsOf(this.topic);
  }

  /**
   * Where a look has to begin: everything, where nothing was kept or the topic was made anew. The last records of a partition are looked at
   * in any case: two databases that speak under one name at the same time move marks past each other's numbers.
   */
  async lookFrom(ends: ReadonlyMap<number, bigint>): Promise<ReadonlyMap<number, bigint>> {
    const group = await this.messaging.groupInOffsets(this.source);
    const rows = await this.session.query<MarkRow>(READ, [group, this.topic]);
    const marks = new Map(rows.map((row) => [row.partition, BigInt(row.next_offset)]));
    return new Map(
      [...ends].map(([partition, end]) => {
        const mark = marks.get(partition);
        if (mark === undefined || mark > end) return [partition, 0n];
        const begin = end - RECORDS_IN_ANY_CASE;
        return [partition, begin < 0n ? 0n : begin < mark ? begin : mark];
      }),
    );
  }

  async keep(ends: ReadonlyMap<number, bigint>): Promise<void> {
    const group = await this.messaging.groupInOffsets(this.source);
    await this.session.query(KEEP, [group, this.topic, [...ends.keys()], [...ends.values()]]);
  }
}

const RECORDS_IN_ANY_CASE = 200n;

type MarkRow = { readonly partition: number; readonly next_offset: string };

// No group ever reads by this name: a service does not subscribe to what it says.
const READ = 'SELECT partition, next_offset FROM consumer_offsets WHERE group_name = $1 AND topic = $2';

const KEEP = `
INSERT INTO consumer_offsets (group_name, topic, partition, generation, next_offset)
SELECT $1, $2, partition, 0, next_offset FROM unnest($3::int[], $4::bigint[]) AS kept(partition, next_offset)
ON CONFLICT (group_name, topic, partition) DO UPDATE SET next_offset = EXCLUDED.next_offset`;
