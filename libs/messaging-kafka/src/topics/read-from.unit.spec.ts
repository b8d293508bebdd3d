import { describe, expect, it } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { readFrom } from './read-from.js';

type Fetch = Admin['fetchTopicRecords'];

/** A partition that is kept in batches of offsets, and answers the whole batch in which an offset lies. */
const partitionOf =
  (...batches: readonly (readonly number[])[]): Fetch =>
  async ({ offset }) => {
    const batch = batches.find((offsets) => (offsets.at(-1) ?? -1) >= Number(offset)) ?? [];
    return batch.map((each) => ({
      offset: `${each}`,
      key: null,
      value: null,
      timestamp: '0',
      attributes: 0,
      headers: {},
    }));
  };

async function offsetsIn(partition: Fetch, low: bigint, high: bigint): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const messages of readFrom(partition, { topic: 'topic', partition: 0 }, { low, high })) {
    for (const { offset } of messages) found.push(offset);
  }
  return found;
}

describe('a partition from an offset on', () => {
  it('is read over as many answers as it takes, without what a batch has before it', async () => {
    expect(await offsetsIn(partitionOf([0, 1, 2], [3], [4, 5, 6]), 2n, 7n)).toEqual(['2', '3', '4', '5', '6']);
    expect(await offsetsIn(partitionOf([0, 1]), 2n, 2n)).toEqual([]);
  });

  it('is read past an end that an open transaction sets', async () => {
    expect(await offsetsIn(partitionOf([0, 1], [2], [3, 4]), 0n, 2n)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('is refused where nothing comes below its end, as in a topic that was compacted', async () => {
    await expect(offsetsIn(partitionOf([0, 1]), 0n, 4n)).rejects.toThrow(
      'topic/0 ends at 4, and the broker answers nothing at 2; was the topic compacted?',
    );
  });

  it('may have holes, as where records were compacted away between others', async () => {
    expect(await offsetsIn(partitionOf([0], [3, 5]), 0n, 6n)).toEqual(['0', '3', '5']);
  });
});
