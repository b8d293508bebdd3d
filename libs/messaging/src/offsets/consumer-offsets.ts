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
   * Moves from `fromOffset` to `nextOffset` in the caller's transaction; call it first, so that a fenced batch costs nothing.
   * @throws FencedError
   */
  async advance(
    session: SqlSession,
    { assignment, fromOffset, nextOffset }: Omit<RecordBatch, 'records'>,
  ): Promise<void> {
    const { group, topic, partition, generation } = assignment;
    const moved = await session.query(ADVANCE, [group, topic, partition, generation, fromOffset, nextOffset]);
    if (moved.length === 0)
      throw new FencedError(`${group} no longer stands at ${fromOffset} of ${topic}/${partition}`);
  }
}

const CLAIM = `
INSERT INTO consumer_offsets AS o (group_name, topic, partition, generation, next_offset)
VALUES ($1, $2, $3, $4, 0)
ON CONFLICT (group_name, topic, partition) DO UPDATE SET generation = EXCLUDED.generation
WHERE o.generation <= EXCLUDED.generation
RETURNING next_offset`;

const ADVANCE = `
UPDATE consumer_offsets SET next_offset = $6
WHERE group_name = $1 AND topic = $2 AND partition = $3 AND generation = $4 AND next_offset = $5
RETURNING 1 AS moved`;
