/**
 * The bytes as one snappy block that consists of literals: nothing is saved, and any reader of the format unpacks it.
 * https://github.com/google/snappy/blob/main/format_description.txt
 */
export function rawSnappy(bytes: Buffer): Buffer {
  const parts: Buffer[] = [varint(bytes.length)];
  for (let begin = 0; begin < bytes.length; begin += LITERAL_BYTES_MAX) {
    const literal = bytes.subarray(begin, begin + LITERAL_BYTES_MAX);
    parts.push(
      Buffer.from([TAG_OF_TWO_BYTES_OF_LENGTH, (literal.length - 1) & 0xff, (literal.length - 1) >> 8]),
      literal,
    );
  }
  return Buffer.concat(parts);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

const LITERAL_BYTES_MAX = 65_536;
const TAG_OF_TWO_BYTES_OF_LENGTH = 61 << 2;
