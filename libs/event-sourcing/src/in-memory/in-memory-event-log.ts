import { randomUUID } from 'node:crypto';
import { checkAppend } from '../check-append.js';
import type { StoredEvent } from '../event.js';
import { AppendRefusedError } from '../event-store-errors.js';
import type { AppendResult, StreamAppend } from '../event-store.js';
import { isRepeatedAppend } from '../repeated-append.js';
import { BEGINNING, type Position, type StreamId } from '../stream.js';

const POSITION_DIGITS = 20;

/** What in-memory stores keep. Several stores over one log are like several processes over one database. */
export class InMemoryEventLog {
  readonly identity = randomUUID();
  private readonly all: StoredEvent[] = [];
  private readonly streams = new Map<StreamId, StoredEvent[]>();
  private readonly listeners = new Set<() => void>();

  /** @throws AppendRefusedError when an event's data is not JSON. */
  commit(append: StreamAppend): AppendResult {
    checkAppend(append);
    const { stream, expectedVersion, events } = append;
    const stored = this.streams.get(stream) ?? [];
    const version = expectedVersion + events.length;
    if (stored.length !== expectedVersion) {
      const found = stored.slice(expectedVersion, version).map(({ metadata }) => metadata);
      return isRepeatedAppend(events, found) ? { outcome: 'appended', version } : { outcome: 'conflict' };
    }
    for (const { data } of events) checkJson(stream, data);
    for (const event of events) {
      const position = String(this.all.length + 1).padStart(POSITION_DIGITS, '0') as Position;
      const recorded: StoredEvent = { ...event, streamId: stream, version: stored.length + 1, position };
      stored.push(recorded);
      this.all.push(recorded);
    }
    this.streams.set(stream, stored);
    for (const listener of this.listeners) listener();
    return { outcome: 'appended', version };
  }

  eventsOf(stream: StreamId): readonly StoredEvent[] {
    return this.streams.get(stream) ?? [];
  }

  eventsAfter(position: Position, limit: number): readonly StoredEvent[] {
    const start = Number(position);
    return this.all.slice(start, start + limit);
  }

  lastPosition(): Position {
    return this.all.at(-1)?.position ?? BEGINNING;
  }

  /** Resolves at the next commit, or when `signal` aborts. */
  nextCommit(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.listeners.add(done);
      signal.addEventListener('abort', done);
    });
  }
}

function checkJson(stream: StreamId, data: string): void {
  try {
    JSON.parse(data);
  } catch (error) {
    throw new AppendRefusedError(stream, error);
  }
}
