import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLog } from '@credit-ledger/kernel';
import { Limiter, type ConsumerOffsets } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import type { OffsetRange } from '../topics/kafka-topics.js';
import { KafkaPartition } from './kafka-partition.js';

const PLACE = { group: 'group', topic: 'topic', partition: 0 };

describe('a partition whose place the broker does not have', () => {
  let broker: OffsetRange;
  let standsAt: bigint;
  let fetchedFrom: bigint[];
  let complaints: string[];
  let asked: number;
  let partition: KafkaPartition;
  beforeEach(() => {
    [broker, standsAt, fetchedFrom, complaints, asked] = [{ low: 0n, high: 1n }, 3n, [], [], 0];
  });
  afterEach(() => partition.lose());

  function takeOver(graceMs: number): void {
    const offsets: Pick<ConsumerOffsets, 'raiseGeneration' | 'claim'> = {
      raiseGeneration: async (place) => ({ ...place, generation: 1n }),
      claim: async () => standsAt,
    };
    partition = new KafkaPartition({
      place: PLACE,
      subscription: { batchSizeMax: 10, offsets, handle: async () => undefined },
      limiter: new Limiter(1),
      logger: { ...silentLog, error: (fields) => void complaints.push(String((fields as { err: unknown }).err)) },
      control: {
        fetchFrom: (offset) => void fetchedFrom.push(offset),
        pause: () => undefined,
        resume: () => undefined,
      },
      range: async () => {
        asked++;
        return broker;
      },
      graceMs,
    });
    partition.takeOver();
  }

  it('is not read when other records have grown up to it, until somebody moves the group', async () => {
    takeOver(0);
    await eventually(() => expect(complaints).toHaveLength(1));
    broker = { low: 0n, high: 9n };
    await eventually(() => expect(complaints).toHaveLength(3));
    expect(complaints[2]).toMatch(/stands at 3 of topic\/0, but the broker has \[0, 1\)/);
    expect(asked).toBeGreaterThanOrEqual(3);
    expect(fetchedFrom).toEqual([]);
    standsAt = 0n;
    await eventually(() => expect(fetchedFrom).toEqual([0n]));
  });

  it('is read when a new leader has caught up', async () => {
    takeOver(60_000);
    await eventually(() => expect(complaints).toHaveLength(1));
    broker = { low: 0n, high: 3n };
    await eventually(() => expect(fetchedFrom).toEqual([3n]));
  });
});
