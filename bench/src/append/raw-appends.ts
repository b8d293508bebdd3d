import type { EventToAppend, StreamId } from '@credit-ledger/event-sourcing';
import { parseOrganisationId } from '@credit-ledger/kernel';
import { accountStream } from '@credit-ledger/ledger';
import { fixedWidth } from '../load/request-template.js';
import type { AppendBench } from './append-bench.js';

/**
 * Appends the same event again and again, straight to the store: what remains of an append when deciding, encoding and
 * hashing are taken away. Every caller has streams of its own, because without the accounts' queues two of them would only conflict.
 */
export class RawAppends {
  private readonly streams: readonly (readonly Stream[])[];
  private readonly next: number[];

  constructor(
    private readonly bench: AppendBench,
    private readonly sample: EventToAppend,
    callers: number,
    streamsPerCaller: number,
  ) {
    this.streams = Array.from({ length: callers }, (_caller, caller) =>
      Array.from({ length: streamsPerCaller }, (_stream, index) => ({
        id: accountStream(parseOrganisationId(`raw-${fixedWidth(caller)}-${fixedWidth(index)}`)),
        version: 0,
      })),
    );
    this.next = new Array<number>(callers).fill(0);
  }

  /** A stored event of an account to copy, so that both have the same size. */
  static async sampleOf(bench: AppendBench, stream: StreamId): Promise<EventToAppend> {
    for await (const event of bench.store.readStream(stream, { fromVersion: 3 })) return event;
    throw new Error(`${stream} has no event to copy`);
  }

  async append(caller: number): Promise<void> {
    const own = this.streams[caller] ?? [];
    const turn = (this.next[caller] ?? 0) % own.length;
    this.next[caller] = turn + 1;
    const stream = own[turn];
    if (stream === undefined) throw new Error(`there is no caller ${caller}`);
    const { outcome } = await this.bench.store.append(stream.id, stream.version, [this.sample]);
    if (outcome !== 'appended') throw new Error(`an append to ${stream.id} met a conflict`);
    stream.version += 1;
  }
}

type Stream = { readonly id: StreamId; version: number };
