import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import type { Log } from '@credit-ledger/kernel';
import {
  backoffMs,
  Limiter,
  type Assignment,
  type RunningConsumer,
  type Subscription,
  type TopicLag,
} from '@credit-ledger/messaging';
import type { EngineNames } from '../topics/engine-names.js';
import type { KafkaTopics } from '../topics/kafka-topics.js';
import { withDeadline } from '../with-deadline.js';
import { CommitHints } from './commit-hints.js';
import { incomingRecord } from './incoming-record.js';
import { KafkaPartition, type FetchControl } from './kafka-partition.js';
import { mayPass } from './may-pass.js';

export type KafkaMemberOptions = {
  readonly kafka: Kafka;
  readonly names: EngineNames;
  readonly topics: KafkaTopics;
  readonly logger: Log;
  readonly sessionTimeoutMs: number;
  readonly partitionsAtOnceMax: number;
  /** Not alive when nothing was fetched for so long. */
  readonly silenceMsMax: number;
  /** The client has given up for good: only another process can go on. */
  readonly onCrash: (error: Error) => void;
};

/**
 * One process's part in a consumer group. kafkajs joins, fetches and keeps the membership alive; where the group stands, and
 * what is handled when, is ours: its loop never waits for a handler, so heartbeats go on however long one takes.
 */
export class KafkaMember implements RunningConsumer {
  private consumer: Consumer;
  private readonly partitions = new Map<string, KafkaPartition>();
  private readonly limiter: Limiter;
  private readonly hints: CommitHints;
  private fetchedAt = performance.now();
  private stopping = false;
  /** How many in a row, without having joined. */
  private crashes = 0;

  constructor(
    private readonly options: KafkaMemberOptions,
    private readonly subscription: Subscription,
    /** As the offsets name the group. */
    private readonly group: string,
  ) {
    this.limiter = new Limiter(options.partitionsAtOnceMax);
    this.consumer = this.createConsumer();
    const commitOffsets: Consumer['commitOffsets'] = (offsets) => this.consumer.commitOffsets(offsets);
    this.hints = new CommitHints({ commitOffsets }, options.names, () => this.partitions.values());
  }

  async start(): Promise<void> {
    await this.join();
    this.hints.start();
    // Until it is known where the group stands nothing can be said of what waits. A partition that cannot go on keeps nobody.
    const placing = [...this.partitions.values()].map((partition) => partition.placed());
    await withDeadline(PLACED_WITHIN_MS, 'finding out where the group stands', () => Promise.all(placing)).catch(
      (error: unknown) =>
        this.options.logger.warn({ err: error, group: this.group }, 'not every partition is read yet'),
    );
  }

  assignments(): readonly Assignment[] {
    return [...this.partitions.values()].flatMap(({ work }) =>
      work === undefined || work.isLost || !work.isPlaced ? [] : [work.assignment],
    );
  }

  async lag(): Promise<readonly TopicLag[]> {
    return Promise.all(this.subscription.topics.map((topic) => this.lagOf(topic)));
  }

  /** @throws Error when nothing has been fetched for long although partitions are assigned. */
  assertAlive(): void {
    const silentMs = performance.now() - this.fetchedAt;
    if (this.partitions.size === 0 || silentMs < this.options.silenceMsMax) return;
    throw new Error(`nothing was fetched from Kafka for ${Math.round(silentMs / 1_000)} s`);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const partitions = [...this.partitions.values()];
    // Heartbeats go on until the last batch in hand is finished.
    for (const partition of partitions) partition.lose();
    await Promise.all(partitions.map((partition) => partition.settled()));
    await this.hints.stop();
    this.partitions.clear();
    await withDeadline(LEAVE_MS_MAX, 'leaving the group', () => this.consumer.disconnect()).catch((error: unknown) => {
      this.options.logger.warn({ err: error, group: this.group }, 'could not leave the group; its session will expire');
    });
  }

  private createConsumer(): Consumer {
    const { subscription } = this;
    const { kafka, names, sessionTimeoutMs } = this.options;
    const consumer = kafka.consumer({
      groupId: names.groupAtEngine(subscription.group, subscription.topics),
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: Math.floor(sessionTimeoutMs / HEARTBEATS_PER_SESSION),
      rebalanceTimeout: sessionTimeoutMs * 2,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: FETCH_BYTES_PER_PARTITION,
      maxBytes: FETCH_BYTES_MAX,
      allowAutoTopicCreation: false,
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.assign(payload));
    consumer.on(consumer.events.HEARTBEAT, () => this.partitions.forEach((partition) => partition.confirm()));
    // When one is done, records or none: one that is begun again and again after its time-out fetches nothing.
    consumer.on(consumer.events.FETCH, () => (this.fetchedAt = performance.now()));
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (restart || this.stopping) return;
      if (mayPass(error)) void this.joinAgain(error);
      else this.options.onCrash(error);
    });
    return consumer;
  }

  private async join(): Promise<void> {
    const { consumer } = this;
    await consumer.connect();
    const topics = this.subscription.topics.map((topic) => this.options.names.atEngine(topic));
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch: (payload) => this.take(payload) });
  }

  /** With a new consumer: kafkajs has ended the old one. */
  private async joinAgain(error: unknown): Promise<void> {
    this.crashes++;
    const { group, crashes } = this;
    this.options.logger.warn({ err: error, group, crashes }, 'a consumer crashed and is made anew');
    await sleep(backoffMs(crashes, { firstMs: 200, maxMs: 5_000 }));
    if (this.stopping) return;
    this.consumer = this.createConsumer();
    await this.join().catch((again: unknown) => this.joinAgain(again));
  }

  /** Called by kafkajs between joining and the first fetch, and it does not wait: everything is paused here, at once. */
  private assign({ memberAssignment }: ConsumerGroupJoinEvent['payload']): void {
    if (this.stopping) return;
    this.crashes = 0;
    const assigned = new Map(
      Object.entries(memberAssignment).flatMap(([name, partitions]) =>
        partitions.map((partition) => [keyOf(name, partition), { name, partition }] as const),
      ),
    );
    for (const [key, partition] of this.partitions) {
      if (assigned.has(key)) continue;
      partition.lose();
      this.partitions.delete(key);
    }
    for (const [key, { name, partition }] of assigned) {
      this.tell((consumer) => consumer.pause([{ topic: name, partitions: [partition] }]));
      const kept = this.partitions.get(key);
      if (kept !== undefined) kept.rejoin();
      else this.adopt(key, name, partition);
    }
  }

  private adopt(key: string, name: string, partition: number): void {
    const { subscription, limiter, group } = this;
    const { names, logger, topics } = this.options;
    const topic = names.fromEngine(name);
    const adopted = new KafkaPartition({
      place: { group, topic, partition },
      subscription,
      limiter,
      logger,
      control: this.controlOf(name, partition),
      range: async () => (await topics.rangesOf(topic)).get(partition) ?? { low: 0n, high: 0n },
    });
    this.partitions.set(key, adopted);
    adopted.takeOver();
  }

  private controlOf(topic: string, partition: number): FetchControl {
    const ours = [{ topic, partitions: [partition] }];
    return {
      fetchFrom: (offset) => this.tell((consumer) => consumer.seek({ topic, partition, offset: offset.toString() })),
      pause: () => this.tell((consumer) => consumer.pause(ours)),
      resume: () => this.tell((consumer) => consumer.resume(ours)),
    };
  }

  /** A client that is not in its group takes no orders. It gets them when it joins: see `KafkaPartition.rejoin`. */
  private tell(order: (consumer: Consumer) => void): void {
    try {
      order(this.consumer);
    } catch (error) {
      this.options.logger.info(
        { err: error, group: this.group },
        'a consumer that is not in its group was told something',
      );
    }
  }

  private async take({ batch }: EachBatchPayload): Promise<void> {
    const partition = this.partitions.get(keyOf(batch.topic, batch.partition));
    if (partition === undefined || this.stopping) return;
    const topic = this.options.names.fromEngine(batch.topic);
    const records = batch.messages.map((message) => incomingRecord(topic, batch.partition, message));
    await partition.add(records, BigInt(batch.lastOffset()));
  }

  private async lagOf(topic: string): Promise<TopicLag> {
    const partitions = [...this.partitions.values()].filter((partition) => partition.topic === topic);
    const works = partitions.flatMap(({ work }) => (work?.isPlaced === true ? [work] : []));
    const ranges = works.length === 0 ? undefined : await this.options.topics.rangesOf(topic);
    let records = 0;
    for (const { assignment, progress } of works) {
      const high = ranges?.get(assignment.partition)?.high ?? progress;
      // The end was read before the place, and a topic that was made anew ends before it: see RecordsGoneError.
      if (high > progress) records += Number(high - progress);
    }
    const [oldestAt] = partitions.flatMap(({ waitingSince }) => waitingSince ?? []).sort();
    const stoppedPartitions = partitions.filter(({ isFailing }) => isFailing).length;
    return { topic, records, stoppedPartitions, ...(oldestAt && { oldestAt }) };
  }
}

const keyOf = (topic: string, partition: number): string => `${topic} ${partition}`;

const HEARTBEATS_PER_SESSION = 4;
// A fetch under way does not know of a partition that goes on: at most so long it waits.
const FETCH_WAIT_MS = 50;
// Decoded in one go, during which nothing else happens.
const FETCH_BYTES_PER_PARTITION = 1024 * 1024;
const FETCH_BYTES_MAX = 4 * 1024 * 1024;
const LEAVE_MS_MAX = 5_000;
const PLACED_WITHIN_MS = 5_000;
