import kafkajs, { type Kafka, type Producer, type TopicMessages } from 'kafkajs';
import type { Log } from '@credit-ledger/kernel';
import type { PlacedRecord } from '@credit-ledger/messaging';
import type { EngineNames } from '../topics/engine-names.js';
import { withDeadline } from '../with-deadline.js';

/**
 * Sends records with an idempotent producer, one request in flight. After any failure that producer is given up and the next
 * send makes another: its sequence numbers count what was acknowledged, so the next records would be sent under numbers that
 * the broker may have stored already, and it would drop them as repeated, and say that they are stored.
 */
export class KafkaAppender {
  private producer: Promise<Producer> | undefined;
  private readonly abandoned = new Set<Promise<unknown>>();

  constructor(
    private readonly options: {
      readonly kafka: Kafka;
      readonly names: EngineNames;
      readonly logger: Log;
      readonly deadlineMs: number;
    },
  ) {}

  /** @throws DeadlineError; whether the records were stored is unknown then, as after any other error. */
  readonly append = async (records: readonly PlacedRecord[]): Promise<void> => {
    const producer = (this.producer ??= this.connect());
    const sending = producer.then((connected) =>
      connected.sendBatch({
        topicMessages: this.topicMessagesOf(records),
        acks: ALL,
        timeout: this.options.deadlineMs,
      }),
    );
    try {
      await withDeadline(this.options.deadlineMs, 'sending to Kafka', () => sending);
    } catch (error) {
      this.producer = undefined;
      this.giveUp(producer, sending);
      throw error;
    }
  };

  async close(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await (await producer)?.disconnect();
    // kafkajs cannot be told to stop trying: nothing of it should go on behind us, if that takes no longer than this.
    await withDeadline(CLOSE_MS_MAX, 'ending abandoned attempts', () => Promise.all(this.abandoned)).catch(
      () => undefined,
    );
  }

  private async connect(): Promise<Producer> {
    const producer = this.options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      // Few, because an attempt that outlives the deadline has nobody left who waits for it.
      retry: { initialRetryTime: 100, retries: 5 },
    });
    await producer.connect();
    return producer;
  }

  // Not awaited: it may hang for as long as the broker does.
  private giveUp(producer: Promise<Producer>, sending: Promise<unknown>): void {
    this.options.logger.warn({}, 'the producer is made anew after a failure');
    const disconnecting = producer.then((connected) => connected.disconnect());
    const ended: Promise<unknown> = Promise.allSettled([sending, disconnecting]).then(() =>
      this.abandoned.delete(ended),
    );
    this.abandoned.add(ended);
  }

  private topicMessagesOf(records: readonly PlacedRecord[]): TopicMessages[] {
    const byTopic = new Map<string, TopicMessages>();
    for (const { record, partition } of records) {
      const { topic, key, headers, value } = record;
      let ofTopic = byTopic.get(topic);
      if (ofTopic === undefined) {
        ofTopic = { topic: this.options.names.atEngine(topic), messages: [] };
        byTopic.set(topic, ofTopic);
      }
      ofTopic.messages.push({
        key,
        partition,
        headers,
        value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
      });
    }
    return [...byTopic.values()];
  }
}

const ALL = -1;
const CLOSE_MS_MAX = 5_000;
