import type { Admin, ISocketFactory } from 'kafkajs';
import { silentLog, type Log } from '@credit-ledger/kernel';
import { GroupCommitPublisher, PARTITIONS_DEFAULT, type Messaging } from '@credit-ledger/messaging';
import { KafkaConsumer } from './consume/kafka-consumer.js';
import { createKafka } from './kafka-client.js';
import { KafkaAppender } from './publish/kafka-appender.js';
import { EngineNames } from './topics/engine-names.js';
import { KafkaTopics } from './topics/kafka-topics.js';
import { parseKafkaUrl } from './url/kafka-url.js';

export type KafkaOptions = {
  readonly logger?: Log;
  /** How long a member that stopped answering keeps its partitions, default 10 s; at least 6 s, as brokers want it. */
  readonly leaseMs?: number;
  /** How many partitions of one subscription are handed over at a time, default 16; see the embedded log. */
  readonly partitionsAtOnceMax?: number;
  /** How long nothing may be fetched before a consumer counts as dead, default 60 s. */
  readonly silenceMsMax?: number;
  /** How long a publication may take, default 30 s. Whether it is stored is unknown after that. */
  readonly publishDeadlineMs?: number;
  /** The client has given up for good: only another process can go on. By default nobody catches it, which ends this one. */
  readonly onCrash?: (error: Error) => void;
  /** How connections are made, for specs that cut them off. */
  readonly socketFactory?: ISocketFactory;
};

/**
 * The messaging ports on Apache Kafka. Connects when first used. `url` is described at `parseKafkaUrl`.
 * @throws KafkaUrlError
 */
export function connectKafka(url: string, options: KafkaOptions = {}): Messaging {
  const settings = parseKafkaUrl(url);
  const logger = options.logger ?? silentLog;
  const kafka = createKafka(settings, logger, options.socketFactory);
  const names = new EngineNames(settings.namespace);
  let connecting: Promise<Admin> | undefined;
  const admin = (): Promise<Admin> => {
    connecting ??= connectAdmin(kafka.admin()).catch((error: unknown) => {
      connecting = undefined;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`cannot use Kafka at ${settings.brokers.join(', ')}: ${reason}`, { cause: error });
    });
    return connecting;
  };
  const topics = new KafkaTopics(admin, names, settings);
  const appender = new KafkaAppender({
    kafka,
    names,
    logger,
    deadlineMs: options.publishDeadlineMs ?? PUBLISH_DEADLINE_MS,
  });
  const publisher = new GroupCommitPublisher({ topics, append: appender.append, bytesMax: PUBLISH_BYTES_MAX });
  const consumer = new KafkaConsumer({
    kafka,
    names,
    topics,
    logger,
    sessionTimeoutMs: Math.max(options.leaseMs ?? LEASE_MS, SESSION_MS_MIN),
    partitionsAtOnceMax: options.partitionsAtOnceMax ?? PARTITIONS_AT_ONCE_MAX,
    silenceMsMax: options.silenceMsMax ?? SILENCE_MS_MAX,
    onCrash: options.onCrash ?? crash,
  });
  return {
    publisher,
    consumer,
    ensureTopics: (wanted, partitions = PARTITIONS_DEFAULT) => topics.ensure(wanted, partitions),
    endsOf: (topic) => topics.endsOf(topic),
    readFrom: (topic, offsets) => topics.readFrom(topic, offsets),
    groupInOffsets: (group) => consumer.groupInOffsets(group),
    async close() {
      await consumer.stopAll();
      await publisher.drain();
      await appender.close();
      await (await connecting)?.disconnect();
    },
  };
}

async function connectAdmin(admin: Admin): Promise<Admin> {
  await admin.connect();
  return admin;
}

function crash(error: Error): void {
  setImmediate(() => {
    throw new Error('a Kafka consumer has given up', { cause: error });
  });
}

const LEASE_MS = 10_000;
/** `group.min.session.timeout.ms` of a broker that nobody has told otherwise. */
const SESSION_MS_MIN = 6_000;
const PARTITIONS_AT_ONCE_MAX = 16;
const SILENCE_MS_MAX = 60_000;
const PUBLISH_DEADLINE_MS = 30_000;
/** All of it may go to one partition, as one batch, which a topic bounds (`max.message.bytes`). */
const PUBLISH_BYTES_MAX = 1024 * 1024;
