import type { IncomingRecord } from '../ports/record.js';
import { parseEnvelope } from './envelope.js';
import { MalformedMessageError } from './malformed-message.error.js';

/** As many as a log line bears. */
const NAMED_MAX = 10;

/** What the first few messages belong to, for a log line about all of them; nothing of those that cannot be read. */
export function correlationsOf(records: readonly IncomingRecord[]): readonly string[] {
  const found = new Set<string>();
  for (const record of records) {
    if (found.size >= NAMED_MAX) break;
    const correlationId = correlationOf(record);
    if (correlationId !== undefined) found.add(correlationId);
  }
  return [...found];
}

function correlationOf(record: IncomingRecord): string | undefined {
  try {
    return parseEnvelope(record).correlationId;
  } catch (error) {
    if (error instanceof MalformedMessageError) return undefined;
    throw error;
  }
}
