import type { MessagePublisher } from '../ports/messaging.js';
import type { OutgoingRecord } from '../ports/record.js';
import { partitionOf } from './partition-of.js';
import { recordBytesOf } from './record-bytes.js';
import { PublisherOverloadedError, RecordTooLargeError } from './publisher-errors.js';

/** A record whose partition is decided. */
export type PlacedRecord = { readonly record: OutgoingRecord; readonly partition: number };

/** Which topics exist, with how many partitions. */
export interface TopicPartitions {
  /** `undefined` when nobody asked for the topic yet. */
  known(topic: string): number | undefined;
  /** @throws UnknownTopicError */
  partitionsOf(topic: string): Promise<number>;
}

export type GroupCommitOptions = {
  readonly topics: TopicPartitions;
  /** Stores the records, in order per partition. What it rejects with, every publication that has a record in it gets. */
  readonly append: (records: readonly PlacedRecord[]) => Promise<void>;
  /** Of the records of one append, headers included, unless a single one is larger; 4 MiB unless given. */
  readonly bytesMax?: number;
};

/** Of a record's value: bulk data does not belong on the bus. */
export const RECORD_BYTES_MAX = 1024 * 1024;

/**
 * How many records an append has at most. Readers of the embedded log rely on it: the batch that holds offset n ends before
 * n + RECORDS_PER_APPEND_MAX.
 */
export const RECORDS_PER_APPEND_MAX = 2_000;

/**
 * While one append commits, whatever is published meanwhile queues up and becomes the next one: many small publications
 * share one commit, and a lone one never waits for a timer.
 */
export class GroupCommitPublisher implements MessagePublisher {
  private queue: Publication[] = [];
  private queuedRecords = 0;
  private appending: Promise<void> | undefined;
  private lookUps = 0;
  private lastLookUp: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: GroupCommitOptions) {}

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return;
    const placed = (this.lookUps === 0 ? this.placeNow(records) : undefined) ?? (await this.placeInTurn(records));
    // A call that finds the queue empty is taken whatever its size: it holds its records in memory anyway.
    if (this.queuedRecords > 0 && this.queuedRecords + placed.length > QUEUED_RECORDS_MAX) {
      throw new PublisherOverloadedError(this.queuedRecords);
    }
    this.queuedRecords += placed.length;
    const stored = new Promise<void>((resolve, reject) => this.queue.push({ placed, next: 0, resolve, reject }));
    this.appending ??= this.appendAll();
    return stored;
  }

  /** Resolves once nothing is queued any more. */
  async drain(): Promise<void> {
    while (this.appending !== undefined) await this.appending;
  }

  /** `undefined` when a topic has to be looked up first. */
  private placeNow(records: readonly OutgoingRecord[]): readonly PlacedRecord[] | undefined {
    const placed: PlacedRecord[] = [];
    for (const record of records) {
      const partitions = this.options.topics.known(record.topic);
      if (partitions === undefined) return undefined;
      if (record.value.length > RECORD_BYTES_MAX) throw new RecordTooLargeError(record.topic, record.value.length);
      placed.push({ record, partition: partitionOf(record.key, partitions) });
    }
    return placed;
  }

  // Looking up takes time, and calls must enter the queue in the order in which they were made: until the look-ups are
  // through, later calls wait behind them.
  private async placeInTurn(records: readonly OutgoingRecord[]): Promise<readonly PlacedRecord[]> {
    this.lookUps++;
    const turn = this.lastLookUp.then(() => this.placeAfterLookUp(records));
    this.lastLookUp = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.lookUps--;
    }
  }

  private async placeAfterLookUp(records: readonly OutgoingRecord[]): Promise<readonly PlacedRecord[]> {
    for (const topic of new Set(records.map((record) => record.topic))) await this.options.topics.partitionsOf(topic);
    return this.placeNow(records) ?? [];
  }

  private async appendAll(): Promise<void> {
    while (this.queue.length > 0) {
      const turn = this.takeTurn();
      try {
        await this.options.append(turn.records);
        for (const publication of turn.finished) publication.resolve();
      } catch (error) {
        this.fail(turn.touched, error);
      }
    }
    this.appending = undefined;
  }

  private takeTurn(): Turn {
    const turn: Turn = { records: [], touched: [], finished: [] };
    const { bytesMax = APPEND_BYTES_MAX } = this.options;
    let bytes = 0;
    for (const publication of this.queue) {
      turn.touched.push(publication);
      while (publication.next < publication.placed.length) {
        const placed = publication.placed[publication.next] as PlacedRecord;
        bytes += recordBytesOf(placed.record);
        const isFull = turn.records.length === RECORDS_PER_APPEND_MAX || bytes > bytesMax;
        if (isFull && turn.records.length > 0) break;
        turn.records.push(placed);
        publication.next++;
      }
      if (publication.next < publication.placed.length) break;
      turn.finished.push(publication);
    }
    this.queue.splice(0, turn.finished.length);
    this.queuedRecords -= turn.records.length;
    return turn;
  }

  // What is left of a publication that failed must not be stored: the caller publishes all of it again, and records that
  // overtook their predecessors would make consumers drop those as redelivered.
  private fail(publications: readonly Publication[], error: unknown): void {
    const failed = new Set(publications);
    this.queue = this.queue.filter((publication) => !failed.has(publication));
    this.queuedRecords = this.queue.reduce((sum, { placed, next }) => sum + placed.length - next, 0);
    for (const publication of publications) publication.reject(error);
  }
}

type Publication = {
  readonly placed: readonly PlacedRecord[];
  /** Index of the first record not yet appended. */
  next: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

type Turn = { readonly records: PlacedRecord[]; readonly touched: Publication[]; readonly finished: Publication[] };

const APPEND_BYTES_MAX = 4 * 1024 * 1024;

const QUEUED_RECORDS_MAX = 100_000;
