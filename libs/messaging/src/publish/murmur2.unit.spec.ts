import { describe, expect, it } from '@jest/globals';
import { murmur2 } from './murmur2.js';
import { partitionOf } from './partition-of.js';

describe('the partition of a key', () => {
  // From Kafka's own specs (UtilsTest.testMurmur2).
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes "%s" as Kafka does', (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash);
  });

  it('lies within the topic, and never changes', () => {
    expect(['org-1', 'org-2', 'org-3', '', 'Zürich'].map((key) => partitionOf(key, 12))).toEqual([3, 1, 0, 9, 1]);
  });

  it('is spread evenly', () => {
    const counts = new Map<number, number>();
    for (let n = 0; n < 12_000; n++) {
      const partition = partitionOf(`org-${n}`, 12);
      counts.set(partition, (counts.get(partition) ?? 0) + 1);
    }
    expect(counts.size).toBe(12);
    expect(Math.min(...counts.values())).toBeGreaterThan(850);
    expect(Math.max(...counts.values())).toBeLessThan(1_150);
  });
});
