import { describe, expect, it } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { readRange } from './read-range.js';

type Fetch = Admin['fetchTopicRecords'];

/** A partition that is kept in batches of offsets, and answers the whole batch in which an offset lies. */
function partitionOf(...batches: readonly (readonly number[])[]): { readonly fetchTopicRecords: Fetch } {
  return {
    fetchTopicRecords: async ({ offset }) => {
      const batch = batches.find((offsets) => (offsets.at(-1) ?? -1) >= Number(offset)) ?? [];
      return batch.map((each) => ({
        offset: `${each}`,
        key: null,
        value: null,
        timestamp: '0',
        attributes: 0,
        headers: {},
      }));
    },
  };
}

const offsetsIn = async (admin: { readonly fetchTopicRecords: Fetch }, low: bigint, high: bigint) =>
  (await readRange(admin, { topic: 'topic', partition: 0 }, { low, high })).map(({ offset }) => offset);

describe('a range of a partition', () => {
  it('is read over as many answers as it takes, without what a batch has around it', async () => {
    expect(await offsetsIn(partitionOf([0, 1, 2], [3], [4, 5, 6]), 2n, 6n)).toEqual(['2', '3', '4', '5']);
    expect(await offsetsIn(partitionOf([0, 1]), 2n, 2n)).toEqual([]);
  });

  it('is refused as a whole where nothing comes below its end, as in a topic that was compacted', async () => {
    await expect(offsetsIn(partitionOf([0, 1]), 0n, 4n)).rejects.toMatchObject({
      message: 'topic/0 ends at 4, and the broker answers nothing at 2; was the topic compacted?',
      retriable: true,
    });
  });

  it('may have holes, as where records were compacted away between others', async () => {
    expect(await offsetsIn(partitionOf([0], [3, 5]), 0n, 6n)).toEqual(['0', '3', '5']);
  });

  it('may lie in an answer of more records than a call takes arguments', async () => {
    const many = Array.from({ length: 200_000 }, (_, offset) => offset);
    expect(await offsetsIn(partitionOf(many), 199_998n, 200_000n)).toEqual(['199998', '199999']);
    expect(await offsetsIn(partitionOf(many), 0n, 200_000n)).toHaveLength(200_000);
  });
});
