import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import {
  TopicMismatchError,
  UnknownTopicError,
  type IncomingRecord,
  type TopicPartitions,
} from '@credit-ledger/messaging';
import { incomingRecord } from '../consume/incoming-record.js';
import type { KafkaSettings } from '../url/kafka-url.js';
import type { EngineNames } from './engine-names.js';
import { readFrom } from './read-from.js';

/** The offsets of a partition that the broker has: `[low, high)`. */
export type OffsetRange = { readonly low: bigint; readonly high: bigint };

/** The topics of the cluster, by our names. How many partitions one has is remembered, because that never changes. */
export class KafkaTopics implements TopicPartitions {
  private readonly partitions = new Map<string, number>();

  constructor(
    private readonly admin: () => Promise<Admin>,
    private readonly names: EngineNames,
    private readonly settings: Pick<KafkaSettings, 'replication' | 'minInsyncReplicas'>,
  ) {}

  /** @throws TopicMismatchError */
  async ensure(topics: readonly string[], partitions: number): Promise<void> {
    await this.look(topics);
    const missing = topics.filter((topic) => this.known(topic) === undefined);
    if (missing.length > 0) {
      await this.create(missing, partitions);
    }
    for (const topic of topics) {
      const existing = await this.partitionsOf(topic);
      if (existing !== partitions) throw new TopicMismatchError(topic, existing, partitions);
    }
  }

  known(topic: string): number | undefined {
    return this.partitions.get(topic);
  }

  async partitionsOf(topic: string): Promise<number> {
    if (this.known(topic) === undefined) await this.look([topic]);
    const partitions = this.known(topic);
    if (partitions === undefined) throw new UnknownTopicError(topic);
    return partitions;
  }

  /** By partition. */
  async rangesOf(topic: string): Promise<ReadonlyMap<number, OffsetRange>> {
    const admin = await this.admin();
    const offsets = await admin.fetchTopicOffsets(this.names.atEngine(topic));
    return new Map(
      offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }] as const),
    );
  }

  /** @throws UnknownTopicError */
  async endsOf(topic: string): Promise<ReadonlyMap<number, bigint>> {
    await this.partitionsOf(topic);
    const ranges = await oncePassed(() => this.rangesOf(topic));
    return new Map([...ranges].map(([partition, { high }]) => [partition, high]));
  }

  /** @throws UnknownTopicError */
  async *readFrom(topic: string, offsets: ReadonlyMap<number, bigint>): AsyncGenerator<readonly IncomingRecord[]> {
    await this.partitionsOf(topic);
    const admin = await this.admin();
    const fetch: Admin['fetchTopicRecords'] = (from) => oncePassed(() => admin.fetchTopicRecords(from));
    const ranges = await oncePassed(() => this.rangesOf(topic));
    // One after the other: the client makes a connection for each of several first requests, and closes one of them.
    for (const [partition, { low, high }] of ranges) {
      const from = offsets.get(partition);
      if (from === undefined || from > high) continue;
      const place = { topic: this.names.atEngine(topic), partition };
      for await (const messages of readFrom(fetch, place, { low: from < low ? low : from, high })) {
        yield messages.map((message) => incomingRecord(topic, partition, message));
      }
    }
  }

  async clusterId(): Promise<string> {
    return (await (await this.admin()).describeCluster()).clusterId;
  }

  private async create(topics: readonly string[], partitions: number): Promise<void> {
    const { replication, minInsyncReplicas } = this.settings;
    const config = { ...TOPIC_CONFIG, 'min.insync.replicas': `${minInsyncReplicas}` };
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    const admin = await this.admin();
    const wanted = topics.map((topic) => ({
      topic: this.names.atEngine(topic),
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries,
    }));
    try {
      // That the topics have leaders is waited for below: at first the broker may not even know them.
      await admin.createTopics({ topics: wanted, waitForLeaders: false });
    } catch (error) {
      if (!isMadeByAnother(error)) throw error;
    }
    await this.untilLed(topics);
  }

  private async untilLed(topics: readonly string[]): Promise<void> {
    const deadline = performance.now() + LEADERS_WITHIN_MS;
    for (;;) {
      await this.look(topics);
      if (topics.every((topic) => this.known(topic) !== undefined)) return;
      if (performance.now() > deadline) throw new Error(`topics without leaders: ${topics.join(', ')}`);
      await sleep(LOOK_AGAIN_MS);
    }
  }

  /** Asking for a topic that does not exist would be answered after many retries: it is looked for in the list first. */
  private async look(topics: readonly string[]): Promise<void> {
    const admin = await this.admin();
    const existing = new Set(await admin.listTopics());
    const found = topics.map((topic) => this.names.atEngine(topic)).filter((name) => existing.has(name));
    if (found.length === 0) return;
    const metadata = await admin.fetchTopicMetadata({ topics: found });
    for (const { name, partitions } of metadata.topics) {
      if (partitions.length === 0 || partitions.some(({ leader }) => leader < 0)) continue;
      this.partitions.set(this.names.fromEngine(name), partitions.length);
    }
  }
}

/** A leader that was named a moment ago does not know it yet. */
async function oncePassed<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const deadline = performance.now() + LEADERS_WITHIN_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isRetriable(error) || performance.now() > deadline) throw error;
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

const isRetriable = (error: unknown): boolean => error instanceof kafkajs.KafkaJSError && error.retriable;

/** Another process makes the same topics at the same moment: all services do when they start. */
const isMadeByAnother = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSAggregateError &&
  error.errors.every((one) => one instanceof kafkajs.KafkaJSProtocolError && one.type === 'TOPIC_ALREADY_EXISTS');

// A broker with thousands of partitions and no time to spare takes its time.
const LEADERS_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 50;

const DAYS_30 = 30 * 24 * 60 * 60 * 1_000;

/**
 * Written down for each topic, whatever the broker's defaults are. A group that was away for longer than records are kept does
 * not go on (`RecordsGoneError`), so they are kept for long. An unclean leader election would lose acknowledged records.
 */
const TOPIC_CONFIG = {
  'cleanup.policy': 'delete',
  // Whatever a publisher compresses with, the broker unpacks, so that no reader can be sent what it does not know or cannot hold.
  'compression.type': 'uncompressed',
  'retention.ms': `${DAYS_30}`,
  'retention.bytes': '-1',
  // A publication of 1 MiB with its keys and headers.
  'max.message.bytes': `${4 * 1024 * 1024}`,
  'unclean.leader.election.enable': 'false',
};
