import { setTimeout as sleep } from 'node:timers/promises';
import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { EventStoreUnavailableError } from '@credit-ledger/event-sourcing';
import type { Connection } from './connection.js';
import { explained, failureOf } from './failures.js';
import type { RecordedEvent } from './recorded-events.js';

const ATTEMPTS_MAX = 3;
const FIRST_PAUSE_MS = 50;

type Resolved = { readonly event?: RecordedEvent | undefined };
export type Read = (client: KurrentDBClient) => AsyncIterableIterator<Resolved>;
type Take<T> = (resolved: AsyncIterable<Resolved>) => Promise<T>;

/** An answer that has to hold something held nothing. */
export class CutOffError extends Error {
  constructor() {
    super('the answer was cut off');
    this.name = 'CutOffError';
  }
}

/** Single reads, each with its deadline, and tried again when the way to the server failed. */
export class ServerReads {
  constructor(
    private readonly connection: Connection,
    private readonly deadlineMs: number,
  ) {}

  /** Undefined where there is no such stream. */
  async ofStream<T>(read: Read, take: Take<T>): Promise<T | undefined> {
    try {
      return await this.attempt(read, take);
    } catch (error) {
      if (failureOf(error) === 'noStream') return undefined;
      throw error;
    }
  }

  /** @throws EventStoreUnavailableError */
  async attempt<T>(read: Read, take: Take<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = this.connection.client;
      try {
        return await inTime(take(read(client)), this.deadlineMs);
      } catch (error) {
        const failure = failureOf(error);
        this.connection.renewAfter(error, client);
        const mayPass = failure === 'passing' || failure === 'notLeader';
        if (!mayPass || attempt === ATTEMPTS_MAX) throw this.unavailable(error);
        await sleep(FIRST_PAUSE_MS * 4 ** (attempt - 1));
      }
    }
  }

  unavailable(error: unknown): EventStoreUnavailableError {
    const why = explained(error, this.connection.hosts);
    return new EventStoreUnavailableError(`reading: ${why.message}`, why);
  }
}

export async function collect(resolved: AsyncIterable<Resolved>): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const { event } of resolved) if (event !== undefined) events.push(event);
  return events;
}

/** Of a stream that exists, which has one. @throws CutOffError */
export async function firstOf(resolved: AsyncIterable<Resolved>): Promise<RecordedEvent> {
  const [first] = await collect(resolved);
  if (first === undefined) throw new CutOffError();
  return first;
}

async function inTime<T>(result: Promise<T>, ms: number): Promise<T> {
  const settled = new AbortController();
  const late = sleep(ms, undefined, { signal: settled.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${ms} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([result, late]);
  } finally {
    settled.abort();
  }
}
