import type { MessagePublisher } from '../ports/messaging.js';
import type { OutgoingRecord } from '../ports/record.js';
import { deadLetterTopicOf } from '../ports/topics.js';
import { RECORD_BYTES_MAX } from '../publish/group-commit-publisher.js';
import { headerBytesOf } from '../publish/record-bytes.js';
import type { DeadLetter } from './dead-letter.js';

/**
 * Publishes a copy of each dead letter on the dead-letter topic. To be done before the offset moves: then a crash in
 * between repeats a copy, which is harmless, and never loses one. Parked letters are not copied; nothing is wrong with them.
 */
export async function publishCopies(
  publisher: MessagePublisher,
  group: string,
  letters: readonly DeadLetter[],
): Promise<void> {
  const dead = letters.filter(({ status }) => status === 'dead');
  if (dead.length > 0) await publisher.publish(dead.map((letter) => copyOf(letter, group)));
}

const copyOf = ({ record, code, reason }: DeadLetter, group: string): OutgoingRecord => ({
  topic: deadLetterTopicOf(record.topic),
  key: Buffer.byteLength(record.key) > KEY_BYTES_MAX ? '' : record.key,
  headers: {
    ...(headerBytesOf(record.headers) > HEADER_BYTES_MAX
      ? { dlq_omitted_headers: Object.keys(record.headers).length.toString() }
      : record.headers),
    dlq_group: group,
    dlq_code: code,
    dlq_reason: reason,
    dlq_partition: record.partition.toString(),
    dlq_offset: record.offset.toString(),
    ...(isTooLarge(record) ? { dlq_omitted_bytes: record.value.length.toString() } : {}),
  },
  value: isTooLarge(record) ? new Uint8Array() : record.value,
});

/** Others may write more into a topic than we would. The letter itself has it all; a copy that cannot be published would stop everything. */
const KEY_BYTES_MAX = 1_024;
const HEADER_BYTES_MAX = 16 * 1_024;
const isTooLarge = ({ value }: OutgoingRecord): boolean => value.length > RECORD_BYTES_MAX;
