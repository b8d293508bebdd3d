import { invariant } from '@credit-ledger/kernel';
import type { Pool } from 'pg';
import type { Assignment, RecordBatch } from '../ports/messaging.js';
import { FencedError } from '../ports/messaging-errors.js';
import { sessionOf, type SqlSession } from '../sql/sql-session.js';

/**
 * Where each group stands, in the consumer's own database, so that the offset commits together with the effects. Both
 * ways of being late are refused: another offset than expected (somebody advanced), and another generation (somebody
 * else owns the partition). A member that was frozen beyond its lease can therefore not apply anything twice.
 */
export class ConsumerOffsets {
  private readonly session: SqlSession;

  constructor(pool: Pool) {
    this.session = sessionOf(pool);
  }

  /**
   * Takes over the partition for this generation and says which offset comes next; 0 when the group never read it.
   * Waits for a transaction of the former owner that is about to commit.
   * @throws FencedError when a later generation has claimed it already.
   */
  async claim({ group, topic, partition, generation }: Assignment): Promise<bigint> {
    const [row] = await this.session.query<{ next_offset: string }>(CLAIM, [group, topic, partition, generation]);
    if (row === undefined) throw new FencedError(`a later owner has claimed ${topic}/${partition} for ${group}`);
    return BigInt(row.next_offset);
  }

  /**
   * Gives out a generation above all before it, for engines that number owners in no way that never goes back: whoever holds
   * the partition by an earlier one is fenced from now on. `claim` it then.
   */
  async raiseGeneration(partition: Omit<Assignment, 'generation'>): Promise<Assignment> {
    const [row] = await this.session.query<{ generation: string }>(RAISE, [
      partition.group,
      partition.topic,
      partition.partition,
    ]);
    invariant(row !== undefined, 'an upsert returns its row');
    return { ...partition, generation: BigInt(row.generation) };
  }

  /** As `advanceAll`, for one batch. */
  async advance(session: SqlSession, batch: Omit<RecordBatch, 'records'>): Promise<void> {
    await this.advanceAll(session, [batch]);
  }

  /**
   * Moves from `fromOffset` to `nextOffset` of each batch in the caller's transaction; call it first, so that a fenced batch
   * costs nothing. The batches are of different partitions of one group.
   * @throws FencedError when one of them is late; the transaction must not commit then.
   */
  async advanceAll(session: SqlSession, batches: readonly Omit<RecordBatch, 'records'>[]): Promise<void> {
    const column = <Value>(of: (batch: Omit<RecordBatch, 'records'>) => Value): Value[] => batches.map(of);
    const moved = await session.query<{ topic: string; partition: number }>(ADVANCE, [
      batches[0]?.assignment.group,
      column(({ assignment }) => assignment.topic),
      column(({ assignment }) => assignment.partition),
      column(({ assignment }) => assignment.generation),
      column(({ fromOffset }) => fromOffset),
      column(({ nextOffset }) => nextOffset),
    ]);
    if (moved.length === batches.length) return;
    const stands = new Set(moved.map(({ topic, partition }) => `${topic}/${partition}`));
    const late = batches.filter(({ assignment: { topic, partition } }) => !stands.has(`${topic}/${partition}`));
    throw new FencedError(
      late
        .map(({ assignment: { group, topic, partition }, fromOffset }) => {
          return `${group} no longer stands at ${fromOffset} of ${topic}/${partition}`;
        })
        .join(', '),
    );
  }
}

const CLAIM = `
INSERT INTO consumer_offsets AS o (group_name, topic, partition, generation, next_offset)
VALUES ($1, $2, $3, $4, 0)
ON CONFLICT (group_name, topic, partition) DO UPDATE SET generation = EXCLUDED.generation
WHERE o.generation <= EXCLUDED.generation
RETURNING next_offset`;

const RAISE = `
INSERT INTO consumer_offsets AS o (group_name, topic, partition, generation, next_offset)
VALUES ($1, $2, $3, 1, 0)
ON CONFLICT (group_name, topic, partition) DO UPDATE SET generation = o.generation + 1
RETURNING generation`;

// Locked in one order, in which a former owner that is late locks as well.
const ADVANCE = `
WITH standing AS (
  SELECT o.topic, o.partition, batch.next_offset
  FROM unnest($2::text[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[])
    AS batch(topic, partition, generation, from_offset, next_offset)
  JOIN consumer_offsets o ON o.group_name = $1 AND o.topic = batch.topic AND o.partition = batch.partition
    AND o.generation = batch.generation AND o.next_offset = batch.from_offset
  ORDER BY o.topic, o.partition
  FOR UPDATE OF o
)
UPDATE consumer_offsets o SET next_offset = standing.next_offset
FROM standing WHERE o.group_name = $1 AND o.topic = standing.topic AND o.partition = standing.partition
RETURNING o.topic, o.partition`;
