import type { Instant } from '@credit-ledger/kernel';
import type { ConsumerOffsets } from '../offsets/consumer-offsets.js';
import type { IncomingRecord, OutgoingRecord } from './record.js';

/** One engine (embedded log, Kafka) behind one object; made by the adapter's connect function, in a service's module only. */
export interface Messaging {
  readonly publisher: MessagePublisher;
  readonly consumer: MessageConsumer;
  /**
   * Creates the topics that do not exist yet; never changes one that does, because another partition count would move
   * keys to other partitions and break their order.
   * @throws TopicMismatchError when a topic exists with another number of partitions.
   */
  ensureTopics(topics: readonly string[], partitions?: number): Promise<void>;
  /**
   * Where each partition of the topic ends, the offset of its next record: above 0 where anything was ever stored, even if it has been
   * deleted since.
   * @throws UnknownTopicError
   */
  endsOf(topic: string): Promise<ReadonlyMap<number, bigint>>;
  /**
   * What is stored in the partitions from these offsets on, in parts that are each of one partition, in order. No group is joined and nothing moves;
   * of what is published meanwhile some may be missing.
   * @throws UnknownTopicError
   */
  readFrom(topic: string, offsets: ReadonlyMap<number, bigint>): AsyncIterable<readonly IncomingRecord[]>;
  /** Under which name `ConsumerOffsets` keeps where the group stands in this log: in another one those places mean nothing. */
  groupInOffsets(group: string): Promise<string>;
  /** Stops whatever still runs and closes the connections. */
  close(): Promise<void>;
}

export const PARTITIONS_DEFAULT = 12;

export interface MessagePublisher {
  /**
   * Resolves when every record is stored durably. Records of one key keep the order of the array, and the order of calls
   * that were started one after the other. A rejected call may have been stored (the answer can be lost): publishing
   * again is right, because consumers drop what they have seen.
   * @throws UnknownTopicError for a topic that `ensureTopics` never created. Nothing of the call is stored then.
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
}

export interface MessageConsumer {
  /** Joins the group and resolves once the membership runs; batches arrive from then on until `stop`. */
  run(subscription: Subscription): Promise<RunningConsumer>;
}

export type Subscription = {
  readonly group: string;
  readonly topics: readonly string[];
  readonly batchSizeMax: number;
  /** Where the group stands, kept by the consumer's own database: the engine's idea of it is only a hint. */
  readonly offsets: ConsumerOffsets;
  /**
   * Called with one batch per partition at a time, of several partitions concurrently. It must move the offset itself
   * (`ConsumerOffsets.advance`). When it throws, the partition stays put: the offset is read again and the batch is
   * delivered anew after a growing pause. A `FencedError` means somebody else owns the partition by now.
   * `signal` is aborted when the partition is lost or the consumer stops; finishing the batch in hand is fine.
   */
  handle(batch: RecordBatch, signal: AbortSignal): Promise<void>;
};

export interface RunningConsumer {
  /** What this member owns right now. */
  assignments(): readonly Assignment[];
  /** What waits in those partitions, per topic: summed over the members of a group it is the lag of the group. */
  lag(): Promise<readonly TopicLag[]>;
  /**
   * For the liveness of the process.
   * @throws Error when nothing arrives any more that could be expected, and a new process might help.
   */
  assertAlive(): void;
  /** Finishes the batches in hand and gives the partitions back, so that others need not wait for a lease to expire. */
  stop(): Promise<void>;
}

export type TopicLag = {
  readonly topic: string;
  /** Records that this member has yet to handle. */
  readonly records: number;
  /**
   * When the oldest of them was written, by its producer's clock, or since when a partition stands still of which nothing is in hand; undefined
   * where neither is so.
   */
  readonly oldestAt?: Instant;
  /** Partitions of this member that could not go on when they last tried. */
  readonly stoppedPartitions: number;
};

/** A partition in the hands of one member of a group. A later owner has a higher generation. */
export type Assignment = {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly generation: bigint;
};

/** Records of one partition, in order: those with offsets in `[fromOffset, nextOffset)` that still exist. */
export type RecordBatch = {
  readonly assignment: Assignment;
  readonly fromOffset: bigint;
  readonly nextOffset: bigint;
  readonly records: readonly IncomingRecord[];
};
