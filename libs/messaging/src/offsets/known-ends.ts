import { invariant } from '@credit-ledger/kernel';
import type { Messaging } from '../ports/messaging.js';
import type { SqlSession } from '../sql/sql-session.js';

/**
 * How far a log is known to hold no number of a source that the source's database has not given out, by partition: an end of the log that
 * was seen before it was kept. So it goes back with the database, and whatever a database has forgotten was written behind it. An old one is as
 * good as a new one: it only lets more be read.
 */
export class KnownEnds {
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
   * in any case: two databases that speak under one name at the same time keep ends behind each other's numbers.
   */
  async lookFrom(ends: ReadonlyMap<number, bigint>): Promise<ReadonlyMap<number, bigint>> {
    const group = await this.messaging.groupInOffsets(this.source);
    const rows = await this.session.query<KnownRow>(READ, [group, this.topic]);
    const known = new Map(rows.map((row) => [row.partition, BigInt(row.next_offset)]));
    return new Map(
      [...ends].map(([partition, end]) => {
        const knownEnd = known.get(partition);
        if (knownEnd === undefined || knownEnd > end) return [partition, 0n];
        const begin = end - RECORDS_IN_ANY_CASE;
        return [partition, begin < 0n ? 0n : begin < knownEnd ? begin : knownEnd];
      }),
    );
  }

  /** Which run of which database server it is that answers: another one may know less than the one before. */
  async server(): Promise<string> {
    const [row] = await this.session.query<ServerRow>(SERVER, []);
    invariant(row !== undefined, 'a select without a table has one row');
    return row.server;
  }

  /**
   * Keeps ends that were seen while this server answered. In a database that has gone back since they would hide what it has forgotten.
   * @returns whether it still is that server.
   */
  async keep(ends: ReadonlyMap<number, bigint>, server: string): Promise<boolean> {
    const group = await this.messaging.groupInOffsets(this.source);
    const parameters = [group, this.topic, [...ends.keys()], [...ends.values()], server];
    return (await this.session.query(KEEP, parameters)).length === ends.size;
  }
}

const RECORDS_IN_ANY_CASE = 200n;

type KnownRow = { readonly partition: number; readonly next_offset: string };

// No group ever reads by this name: a service does not subscribe to what it says.
const READ = 'SELECT partition, next_offset FROM consumer_offsets WHERE group_name = $1 AND topic = $2';

type ServerRow = { readonly server: string };

const SERVER = 'SELECT extract(epoch FROM pg_postmaster_start_time())::text AS server';

const KEEP = `
INSERT INTO consumer_offsets (group_name, topic, partition, generation, next_offset)
SELECT $1, $2, partition, 0, next_offset FROM unnest($3::int[], $4::bigint[]) AS kept(partition, next_offset)
WHERE extract(epoch FROM pg_postmaster_start_time())::text = $5
ORDER BY partition
ON CONFLICT (group_name, topic, partition) DO UPDATE SET next_offset = EXCLUDED.next_offset
RETURNING partition`;
