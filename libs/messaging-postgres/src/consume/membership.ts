import type { Assignment, SqlSession } from '@credit-ledger/messaging';

export type Progress = { readonly assignment: Assignment; readonly nextOffset: bigint };

/**
 * A group's leases on its partitions, as one member sees them. Expiry is judged by the database's clock, so members need
 * not agree on the time; each new owner raises the generation, by which the consumer's own database fences the former one.
 */
export class Membership {
  constructor(
    private readonly session: SqlSession,
    private readonly options: {
      readonly group: string;
      readonly member: string;
      readonly topics: readonly string[];
      readonly leaseMs: number;
    },
  ) {}

  /** Makes a lease row, owned by nobody, for every partition that has none. */
  async prepare(): Promise<void> {
    await this.session.query(PREPARE, [this.options.group, this.options.topics]);
  }

  /** Says that this member lives, renews the leases it holds, and answers those that are still its own. */
  async renew(held: readonly Progress[]): Promise<readonly Assignment[]> {
    const { group, member, topics, leaseMs } = this.options;
    await this.session.query(LIVE, [group, member, topics, leaseMs]);
    if (held.length === 0) return [];
    const rows = await this.session.query<LeaseRow>(RENEW, [group, member, leaseMs, ...columnsOf(held)]);
    return rows.map((row) => this.toAssignment(row));
  }

  /**
   * How many partitions of each topic are this member's fair share: all members get the same number, and what is left over
   * goes to the first in the order of their ids, starting elsewhere for each topic so that nobody gets every remainder.
   */
  async fairShares(): Promise<ReadonlyMap<string, number>> {
    const { group, member, topics } = this.options;
    const rows = await this.session.query<ShareRow>(SHARES, [group, topics]);
    return new Map(
      rows.map(({ topic, partitions, members }, index) => {
        const rank = (members.indexOf(member) + index) % members.length;
        return [topic, Math.floor(partitions / members.length) + (rank < partitions % members.length ? 1 : 0)];
      }),
    );
  }

  /** Takes up to `count` partitions that are nobody's or whose lease ran out, each under a new generation. */
  async acquire(topic: string, count: number): Promise<readonly Assignment[]> {
    const { group, member, leaseMs } = this.options;
    const rows = await this.session.query<LeaseRow>(ACQUIRE, [group, topic, count, member, leaseMs]);
    return rows.map((row) => this.toAssignment(row));
  }

  async release(held: readonly Progress[]): Promise<void> {
    if (held.length === 0) return;
    await this.session.query(RELEASE, [this.options.group, this.options.member, ...columnsOf(held)]);
  }

  async leave(): Promise<void> {
    await this.session.query(LEAVE, [this.options.group, this.options.member]);
  }

  private toAssignment({ topic, partition, generation }: LeaseRow): Assignment {
    return { group: this.options.group, topic, partition, generation: BigInt(generation) };
  }
}

type LeaseRow = { topic: string; partition: number; generation: string };
type ShareRow = { topic: string; partitions: number; members: string[] };

const columnsOf = (held: readonly Progress[]): readonly unknown[] => [
  held.map(({ assignment }) => assignment.topic),
  held.map(({ assignment }) => assignment.partition),
  held.map(({ assignment }) => assignment.generation),
  held.map(({ nextOffset }) => nextOffset),
];

const PREPARE = `
INSERT INTO broker.leases (group_name, topic, partition)
SELECT $1, topic, partition FROM broker.partition_heads WHERE topic = ANY ($2::text[])
ORDER BY topic, partition
ON CONFLICT DO NOTHING`;

// Members that are long gone are swept out on the way.
const LIVE = `
WITH swept AS (
  DELETE FROM broker.members
  WHERE group_name = $1 AND member <> $2 AND expires_at < clock_timestamp() - interval '1 hour'
)
INSERT INTO broker.members (group_name, member, topics, expires_at)
VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')
ON CONFLICT (group_name, member) DO UPDATE SET topics = EXCLUDED.topics, expires_at = EXCLUDED.expires_at`;

const RENEW = `
UPDATE broker.leases l
SET expires_at = clock_timestamp() + $3 * interval '1 millisecond', next_offset = held.next_offset
FROM unnest($4::text[], $5::int[], $6::bigint[], $7::bigint[]) AS held(topic, partition, generation, next_offset)
WHERE l.group_name = $1 AND l.owner = $2
  AND l.topic = held.topic AND l.partition = held.partition AND l.generation = held.generation
RETURNING l.topic, l.partition, l.generation`;

const SHARES = `
SELECT t.topic, t.partitions, array_agg(m.member ORDER BY m.member) AS members
FROM broker.topics t
JOIN broker.members m ON m.group_name = $1 AND t.topic = ANY (m.topics) AND m.expires_at > clock_timestamp()
WHERE t.topic = ANY ($2::text[])
GROUP BY t.topic, t.partitions
ORDER BY t.topic`;

const ACQUIRE = `
UPDATE broker.leases l
SET owner = $4, generation = l.generation + 1, expires_at = clock_timestamp() + $5 * interval '1 millisecond'
FROM (
  SELECT topic, partition FROM broker.leases
  WHERE group_name = $1 AND topic = $2 AND (owner IS NULL OR expires_at <= clock_timestamp())
  ORDER BY partition LIMIT $3
  FOR UPDATE SKIP LOCKED
) free
WHERE l.group_name = $1 AND l.topic = free.topic AND l.partition = free.partition
RETURNING l.topic, l.partition, l.generation`;

const RELEASE = `
UPDATE broker.leases l
SET owner = NULL, expires_at = '-infinity', next_offset = held.next_offset
FROM unnest($3::text[], $4::int[], $5::bigint[], $6::bigint[]) AS held(topic, partition, generation, next_offset)
WHERE l.group_name = $1 AND l.owner = $2
  AND l.topic = held.topic AND l.partition = held.partition AND l.generation = held.generation`;

const LEAVE = `DELETE FROM broker.members WHERE group_name = $1 AND member = $2`;
