import { randomUUID } from 'node:crypto';
import { binaryEvent } from '@kurrent/kurrentdb-client';
import { EventStoreUnavailableError } from '@credit-ledger/event-sourcing';
import type { Connection } from './connection.js';
import type { EventReads } from './event-reads.js';
import { explained, failureOf } from './failures.js';

/**
 * The server has no name of its own that a client can ask for. The first who asks makes one up and keeps it in a stream that
 * no reader of events finds: its name begins like none of theirs.
 */
export async function storeIdentity(connection: Connection, reads: EventReads, namespace = '', deadlineMs = 5_000) {
  const stream = `creditLedgerStore-${namespace}`;
  const known = await reads.firstText(stream);
  if (known !== undefined) return known;
  const named = binaryEvent({ type: 'StoreNamed', data: new TextEncoder().encode(randomUUID()) });
  try {
    await connection.append(stream, 'no_stream', [named], deadlineMs);
  } catch (error) {
    // Somebody else may have been first, or we were and the answer was lost: what is stored decides.
    if (failureOf(error) === 'denied') throw unavailable(connection, error);
  }
  const stored = await reads.firstText(stream);
  if (stored === undefined) throw unavailable(connection, new Error('the name of the store was not kept'));
  return stored;
}

function unavailable(connection: Connection, error: unknown): EventStoreUnavailableError {
  const why = explained(error, connection.hosts);
  return new EventStoreUnavailableError(`naming the store: ${why.message}`, why);
}
