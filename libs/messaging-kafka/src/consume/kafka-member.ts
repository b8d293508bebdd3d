import type { Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import type { Log } from '@credit-ledger/kernel';
import {
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
  private readonly consumer: Consumer;
  private readonly partitions = new Map<string, KafkaPartition>();
  private readonly limiter: Limiter;
  private readonly hints: CommitHints;
  private fetchedAt = performance.now();
  private stopping = false;

  constructor(
    private readonly options: KafkaMemberOptions,
    private readonly subscription: Subscription,
    /** As the offsets name the group. */
    private readonly group: string,
  ) {
    const { kafka, names, sessionTimeoutMs } = options;
    this.limiter = new Limiter(options.partitionsAtOnceMax);
    this.consumer = kafka.consumer({
      groupId: names.groupAtEngine(subscription.group, subscription.topics),
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: Math.floor(sessionTimeoutMs / HEARTBEATS_PER_SESSION),
      rebalanceTimeout: sessionTimeoutMs * 2,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: FETCH_BYTES_PER_PARTITION,
      maxBytes: FETCH_BYTES_MAX,
      allowAutoTopicCreation: false,
    });
    this.hints = new CommitHints(this.consumer, names, () => this.partitions.values());
  }

  async start(): Promise<void> {
    const { consumer } = this;
    const { names, onCrash } = this.options;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.assign(payload));
    consumer.on(consumer.events.HEARTBEAT, () => this.partitions.forEach((partition) => partition.confirm()));
    consumer.on(consumer.events.FETCH_START, () => (this.fetchedAt = performance.now()));
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart && !this.stopping) onCrash(error);
    });
    await consumer.connect();
    const topics = this.subscription.topics.map((topic) => names.atEngine(topic));
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch: (payload) => this.take(payload) });
    this.hints.start();
  }

  assignments(): readonly Assignment[] {
    return [...this.partitions.values()].flatMap(({ work }) =>
      work === undefined || work.isLost ? [] : [work.assignment],
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

  /** Called by kafkajs between joining and the first fetch, and it does not wait: everything is paused here, at once. */
  private assign({ memberAssignment }: ConsumerGroupJoinEvent['payload']): void {
    if (this.stopping) return;
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
      this.consumer.pause([{ topic: name, partitions: [partition] }]);
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
    const { consumer } = this;
    const ours = [{ topic, partitions: [partition] }];
    return {
      fetchFrom: (offset) => consumer.seek({ topic, partition, offset: offset.toString() }),
      pause: () => consumer.pause(ours),
      resume: () => consumer.resume(ours),
    };
  }

  private async take({ batch }: EachBatchPayload): Promise<void> {
    const partition = this.partitions.get(keyOf(batch.topic, batch.partition));
    if (partition === undefined || this.stopping) return;
    const topic = this.options.names.fromEngine(batch.topic);
    const records = batch.messages.map((message) => incomingRecord(topic, batch.partition, message));
    await partition.add(records, BigInt(batch.lastOffset()));
  }

  private async lagOf(topic: string): Promise<TopicLag> {
    const works = [...this.partitions.values()].flatMap(({ work }) =>
      work?.isPlaced === true && work.assignment.topic === topic ? [work] : [],
    );
    const ranges = works.length === 0 ? undefined : await this.options.topics.rangesOf(topic);
    let records = 0;
    for (const { assignment, progress } of works) {
      records += Number((ranges?.get(assignment.partition)?.high ?? progress) - progress);
    }
    const [oldestAt] = works.flatMap(({ oldestInHandAt }) => oldestInHandAt ?? []).sort();
    return { topic, records, ...(oldestAt === undefined ? {} : { oldestAt }) };
  }
}

const keyOf = (topic: string, partition: number): string => `${topic} ${partition}`;

const HEARTBEATS_PER_SESSION = 4;
// A fetch under way does not know of a partition that goes on: at most so long it waits.
const FETCH_WAIT_MS = 50;
// Compressed: what is in it may be ten times as much, and is decoded in one go.
const FETCH_BYTES_PER_PARTITION = 256 * 1024;
const FETCH_BYTES_MAX = 2 * 1024 * 1024;
const LEAVE_MS_MAX = 5_000;
