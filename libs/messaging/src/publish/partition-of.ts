import { murmur2 } from './murmur2.js';

/** The partition of a key, from 0. It depends on nothing but the key and the number of partitions, and never changes. */
export const partitionOf = (key: string, partitions: number): number =>
  (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % partitions;
