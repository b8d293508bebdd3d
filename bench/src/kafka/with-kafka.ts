import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotRunKafkaError, startKafka } from '@credit-ledger/kafka-local';
import type { Messaging } from '@credit-ledger/messaging';
import { connectKafka, parseKafkaUrl } from '@credit-ledger/messaging-kafka';
import type { BenchContext } from '../bench-context.js';
import { brokerUrl } from '../bench.config.js';
import type { Progress } from '../progress.js';

/** A broker, and topics of ours alone on it. */
export type BenchKafka = {
  /** For MESSAGING_URL. */
  readonly url: string;
  readonly brokers: readonly string[];
  /** What our topics' names begin with at the broker. */
  readonly namespace: string;
  connect(): Messaging;
};

/**
 * Works on the broker of MESSAGING_URL, or else on one that is started for it and leaves nothing behind. Where none can be
 * started, it says so and goes on: the rest is worth having.
 */
export async function withKafka({ progress }: BenchContext, work: (kafka: BenchKafka) => Promise<void>): Promise<void> {
  const given = brokerUrl();
  if (given !== undefined) return work(on(given));
  try {
    await onOwnBroker(progress, work);
  } catch (error) {
    if (!(error instanceof CannotRunKafkaError)) throw error;
    progress.end();
    progress.say(`Kafka was not measured: ${error.message}`);
  }
}

async function onOwnBroker(progress: Progress, work: (kafka: BenchKafka) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'credit-ledger-bench-kafka-'));
  try {
    progress.begin('starting Kafka', 1);
    const kafka = await startKafka({ dir, disposable: true });
    progress.end();
    try {
      await work(on(kafka.url));
    } finally {
      await kafka.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function on(broker: string): BenchKafka {
  const namespace = `bench-${randomBytes(4).toString('hex')}`;
  const url = `${broker}${broker.includes('?') ? '&' : '/?'}namespace=${namespace}`;
  return { url, namespace, brokers: parseKafkaUrl(url).brokers, connect: () => connectKafka(url) };
}
