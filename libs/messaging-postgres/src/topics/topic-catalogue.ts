import { TopicMismatchError, UnknownTopicError, type SqlSession, type TopicPartitions } from '@credit-ledger/messaging';

/** What a partition has: the offsets `[low, high)`. */
export type PartitionRange = { readonly partition: number; readonly low: bigint; readonly high: bigint };

/** Which topics exist, with how many partitions. Remembered, because neither ever changes. */
export class TopicCatalogue implements TopicPartitions {
  private readonly partitions = new Map<string, number>();

  constructor(private readonly session: SqlSession) {}

  async ensure(topics: readonly string[], partitions: number): Promise<void> {
    await this.session.query(ENSURE, [topics, partitions]);
    for (const topic of topics) {
      const existing = await this.partitionsOf(topic);
      if (existing !== partitions) throw new TopicMismatchError(topic, existing, partitions);
    }
  }

  /** `undefined` when nobody asked for the topic yet. */
  known(topic: string): number | undefined {
    return this.partitions.get(topic);
  }

  /** @throws UnknownTopicError */
  async partitionsOf(topic: string): Promise<number> {
    const known = this.known(topic);
    if (known !== undefined) return known;
    const [row] = await this.session.query<{ partitions: number }>(PARTITIONS, [topic]);
    if (row === undefined) throw new UnknownTopicError(topic);
    this.partitions.set(topic, row.partitions);
    return row.partitions;
  }

  /** What each partition has. @throws UnknownTopicError */
  async rangesOf(topic: string): Promise<readonly PartitionRange[]> {
    await this.partitionsOf(topic);
    const rows = await this.session.query<HeadRow>(HEADS, [topic]);
    return rows.map(({ partition, first_offset, next_offset }) => {
      return { partition, low: BigInt(first_offset), high: BigInt(next_offset) };
    });
  }
}

const ENSURE = `
WITH created AS (
  INSERT INTO broker.topics (topic, partitions)
  SELECT topic, $2 FROM unnest($1::text[]) AS t(topic) ORDER BY topic COLLATE "C"
  ON CONFLICT DO NOTHING
  RETURNING topic, partitions
)
INSERT INTO broker.partition_heads (topic, partition)
SELECT topic, partition FROM created CROSS JOIN generate_series(0, partitions - 1) AS partition`;

type HeadRow = { readonly partition: number; readonly first_offset: string; readonly next_offset: string };

const HEADS = `SELECT partition, first_offset, next_offset FROM broker.partition_heads WHERE topic = $1 ORDER BY partition`;

const PARTITIONS = `SELECT partitions FROM broker.topics WHERE topic = $1`;
