import type { Stored, StoredMessage } from './read-stored.js';
import { unequal } from './unequal.js';

/**
 * The account took every message that billing and metering ever sent for it, each once, in the order in which they were
 * committed there: sequences rise by one from the first to the last that was given out.
 */
export function orderProblems({ messages, lastSequences }: Stored): readonly string[] {
  return [...lastSequences].flatMap(([source, last]) => {
    const taken = sequencesOf(messages.filter((message) => message.source === source));
    const expected = Array.from({ length: last }, (_, index) => index + 1);
    return unequal(`messages of ${source} in their order`, taken, expected);
  });
}

/** One sequence per message: all events of a message stand together and name the same message. */
function sequencesOf(messages: readonly StoredMessage[]): readonly number[] {
  const taken: number[] = [];
  let before: StoredMessage | undefined;
  for (const message of messages) {
    if (before?.messageId !== message.messageId) taken.push(Number(message.sequence));
    before = message;
  }
  return taken;
}
