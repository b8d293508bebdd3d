/**
 * The hash by which Kafka's producers choose a partition, so that a key lands on the same partition on either engine.
 * Rule source: `org.apache.kafka.common.utils.Utils.murmur2`. Answers a signed 32-bit number.
 */
export function murmur2(data: Uint8Array): number {
  const length = data.length;
  let hash = SEED ^ length;
  const wholeWords = length & ~3;
  for (let at = 0; at < wholeWords; at += 4) {
    let word = byte(data, at) | (byte(data, at + 1) << 8) | (byte(data, at + 2) << 16) | (byte(data, at + 3) << 24);
    word = Math.imul(word, M);
    word ^= word >>> R;
    word = Math.imul(word, M);
    hash = Math.imul(hash, M) ^ word;
  }
  // One to three bytes are left.
  const rest = length & 3;
  if (rest === 3) hash ^= byte(data, wholeWords + 2) << 16;
  if (rest >= 2) hash ^= byte(data, wholeWords + 1) << 8;
  if (rest >= 1) hash = Math.imul(hash ^ byte(data, wholeWords), M);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return hash ^ (hash >>> 15);
}

const SEED = 0x9747b28c | 0;
const M = 0x5bd1e995;
const R = 24;

const byte = (data: Uint8Array, at: number): number => data[at] ?? 0;
