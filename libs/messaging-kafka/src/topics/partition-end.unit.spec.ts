import { describe, expect, it } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { readEnd } from './partition-end.js';

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

const endOf = async (admin: { readonly fetchTopicRecords: Fetch }, low: bigint, high: bigint, recordsMax: number) =>
  (await readEnd(admin, { topic: 'topic', partition: 0, range: { low, high }, recordsMax })).map(
    ({ offset }) => offset,
  );

describe('the end of a partition', () => {
  it('is read over as many answers as it takes, without what a batch has before it', async () => {
    expect(await endOf(partitionOf([0, 1, 2], [3], [4, 5]), 0n, 6n, 4)).toEqual(['2', '3', '4', '5']);
  });

  it('begins where the records begin that are still there', async () => {
    expect(await endOf(partitionOf([6, 7]), 6n, 8n, 100)).toEqual(['6', '7']);
    expect(await endOf(partitionOf(), 8n, 8n, 100)).toEqual([]);
  });

  it('ends where nothing comes any more, as in a topic that was compacted', async () => {
    expect(await endOf(partitionOf([0, 1]), 0n, 4n, 100)).toEqual(['0', '1']);
  });

  it('may lie in an answer of more records than a call takes arguments, or than were asked for', async () => {
    const many = Array.from({ length: 200_000 }, (_, offset) => offset);
    expect(await endOf(partitionOf(many), 0n, 200_000n, 2)).toEqual(['199998', '199999']);
    expect(await endOf(partitionOf(many), 0n, 200_000n, 200_000)).toHaveLength(200_000);
    expect(await endOf(partitionOf([0, 1, 2]), 0n, 2n, 1)).toEqual(['2']);
  });
});
