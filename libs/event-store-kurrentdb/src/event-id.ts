import { v5 } from 'uuid';
import type { EventToAppend } from '@credit-ledger/event-sourcing';

// Made up once for this purpose. Ids that are stored depend on it: the server compares them to recognise a repetition.
const NAMESPACE = '5f6d3c52-0a0e-4f7b-9d55-2b6c1a0f3e87';

/**
 * The ids of an append's events: of each its message id, its index among the events of that message, and its hash. The
 * server answers success to an append whose ids it finds where they would be stored, and compares nothing else. The hash is
 * among them because the same message with another hash is a conflict: its author would chain to what was never stored.
 */
export function eventIds(events: readonly EventToAppend[]): string[] {
  const seen = new Map<string, number>();
  return events.map(({ metadata: { messageId, hash } }) => {
    const index = seen.get(messageId) ?? 0;
    seen.set(messageId, index + 1);
    return v5(JSON.stringify([messageId, index, hash]), NAMESPACE);
  });
}
