import kafkajs from 'kafkajs';
import { parentPort, workerData } from 'node:worker_threads';

export type Discarding = { readonly brokers: readonly string[]; readonly topic: string };

/** A bare kafkajs consumer in a thread of its own: it counts what arrives and lets go of it. Posts the count with each batch. */
async function discard({ brokers, topic }: Discarding): Promise<void> {
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `${topic}/discarded`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let count = 0;
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch }) => {
      count += batch.messages.length;
      parentPort?.postMessage(count);
      return Promise.resolve();
    },
  });
  await joined;
  parentPort?.postMessage(0);
  parentPort?.once('message', () => void consumer.disconnect());
}

await discard(workerData as Discarding);
