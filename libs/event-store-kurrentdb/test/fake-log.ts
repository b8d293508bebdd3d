/** An event as the server keeps it. */
export type FakeRecord = {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Its place in the log, in bytes: it grows, but not by one. */
  readonly position: bigint;
};

export type Proposed = Pick<FakeRecord, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

/** -1 before the first event. */
export type Expected = number | 'any';

export type Appended =
  | { readonly isSuccess: true; readonly revision: number; readonly position: bigint }
  | { readonly isSuccess: false; readonly current: number };

/**
 * Streams in memory, with what the server's IndexWriter.CheckCommit does to an append: it looks at the ids of the events
 * where they would be stored, and at nothing else of them.
 */
export class FakeLog {
  readonly all: FakeRecord[] = [];
  private readonly streams = new Map<string, FakeRecord[]>();
  private readonly listeners = new Set<() => void>();
  private size = 0n;

  append(stream: string, expected: Expected, events: readonly Proposed[]): Appended {
    const stored = this.streams.get(stream) ?? [];
    const current = stored.length - 1;
    const last = expected === 'any' ? undefined : this.repeated(stored, expected, events);
    if (last !== undefined) return { isSuccess: true, revision: last.revision, position: last.position };
    if (expected !== 'any' && expected !== current) return { isSuccess: false, current };
    for (const event of events) {
      const record = { ...event, stream, revision: stored.length, position: this.size };
      this.size += BigInt(100 + event.data.length + event.metadata.length);
      stored.push(record);
      this.all.push(record);
    }
    this.streams.set(stream, stored);
    for (const listener of this.listeners) listener();
    return { isSuccess: true, revision: stored.length - 1, position: this.all.at(-1)?.position ?? 0n };
  }

  eventsOf(stream: string): readonly FakeRecord[] | undefined {
    return this.streams.get(stream);
  }

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private repeated(
    stored: readonly FakeRecord[],
    expected: number,
    events: readonly Proposed[],
  ): FakeRecord | undefined {
    const found = stored.slice(expected + 1, expected + 1 + events.length);
    const isRepeated = found.length === events.length && events.every(({ id }, index) => found[index]?.id === id);
    return isRepeated ? found.at(-1) : undefined;
  }
}
