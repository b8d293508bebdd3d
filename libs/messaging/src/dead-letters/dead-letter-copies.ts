import type { MessagePublisher } from '../ports/messaging.js';
import type { OutgoingRecord } from '../ports/record.js';
import { deadLetterTopicOf } from '../ports/topics.js';
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
  key: record.key,
  headers: {
    ...record.headers,
    dlq_group: group,
    dlq_code: code,
    dlq_reason: reason,
    dlq_partition: record.partition.toString(),
    dlq_offset: record.offset.toString(),
  },
  value: record.value,
});
