import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppendOutcomeUnknownError,
  AppendRefusedError,
  EventStoreUnavailableError,
  isRepeatedAppend,
  type AppendResult,
  type StreamAppend,
} from '@credit-ledger/event-sourcing';
import type { Connection } from './connection.js';
import { explained, failureOf, leavesUnknown } from './failures.js';
import type { EventReads } from './event-reads.js';
import { toEventData } from './recorded-events.js';
import type { StreamNames } from './stream-names.js';

const ATTEMPTS_MAX = 7;
// Together about 3.8 s, besides what the attempts themselves take.
const FIRST_PAUSE_MS = 30;
// A caller must hear within the time that a request has.
const GIVE_UP_MS = 12_000;

/**
 * Appends to one stream. A connection that is lost leaves it unknown whether the events were stored: the same append is sent
 * again, and the server answers success when it finds the same ids where they would be stored.
 */
export async function appendEvents(
  connection: Connection,
  reads: EventReads,
  names: StreamNames,
  append: StreamAppend,
  deadlineMs: number,
): Promise<AppendResult> {
  const { stream, expectedVersion, events } = append;
  const name = names.atServer(stream);
  const data = toEventData(events);
  const revision = expectedVersion === 0 ? 'no_stream' : BigInt(expectedVersion - 1);
  const giveUpAt = performance.now() + GIVE_UP_MS;
  let isUnknown = false;
  for (let attempt = 1; ; attempt++) {
    try {
      await connection.append(name, revision, data, deadlineMs);
      return appended(append);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'wrongVersion') return await resultOfRejected(reads, append);
      if (failure === 'refused') throw new AppendRefusedError(stream, explained(error, connection.hosts));
      isUnknown ||= leavesUnknown(error);
      const isLast = attempt === ATTEMPTS_MAX || performance.now() > giveUpAt;
      if (failure === 'denied' || isLast) throw givenUp(append, isUnknown, explained(error, connection.hosts));
      await sleep(FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}

/**
 * What is stored decides, by message ids and hashes. The server compares ids of its own, and those of events that were copied
 * there by other means may be others.
 */
async function resultOfRejected(reads: EventReads, append: StreamAppend): Promise<AppendResult> {
  const { stream, expectedVersion, events } = append;
  const found = await reads.streamPage(stream, expectedVersion + 1, 'forwards', events.length);
  const identities = found.map(({ metadata: { messageId, hash } }) => ({ messageId, hash }));
  return isRepeatedAppend(events, identities) ? appended(append) : { outcome: 'conflict' };
}

const appended = ({ expectedVersion, events }: StreamAppend): AppendResult => ({
  outcome: 'appended',
  version: expectedVersion + events.length,
});

const givenUp = ({ stream }: StreamAppend, isUnknown: boolean, error: Error): Error =>
  isUnknown
    ? new AppendOutcomeUnknownError(stream, error)
    : new EventStoreUnavailableError(`appending to ${stream}: ${error.message}`, error);
