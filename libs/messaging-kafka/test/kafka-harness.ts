import kafkajs from 'kafkajs';
import { messagingTablesSql, type Messaging, type MessagingHarness } from '@credit-ledger/messaging';
import { silentLog } from '@credit-ledger/kernel';
import { createTestDatabase, poolOn, testEngines } from '@credit-ledger/testing';
import { connectKafka, type KafkaOptions } from '../src/index.js';
import { createKafka } from '../src/kafka-client.js';
import { parseKafkaUrl } from '../src/url/kafka-url.js';
import { BrokerProxy } from './broker-proxy.js';

/** What a spec of Kafka alone has besides. */
export interface KafkaHarness extends MessagingHarness {
  readonly namespace: string;
  readonly url: string;
  /** A client whose connections a spec has in hand. */
  connectThrough(options?: KafkaOptions): Promise<{ readonly messaging: Messaging; readonly proxy: BrokerProxy }>;
}

/** A namespace of its own on the broker, and a database for the consumers. */
export async function makeKafkaHarness(): Promise<KafkaHarness> {
  const database = await createTestDatabase();
  const consumerPool = poolOn(database.url, 10);
  await consumerPool.query(messagingTablesSql);
  const url = testEngines().messagingUrl;
  const namespace = url === undefined ? undefined : parseKafkaUrl(url).namespace;
  if (url === undefined || namespace === undefined) throw new Error('these specs are run by npm run test:kafka');
  const opened: Messaging[] = [];
  const proxies: BrokerProxy[] = [];
  const transactions: (() => Promise<void>)[] = [];
  const open = (messaging: Messaging): Messaging => {
    opened.push(messaging);
    return messaging;
  };
  const connectThrough: KafkaHarness['connectThrough'] = async (options) => {
    const proxy = new BrokerProxy();
    proxies.push(proxy);
    await proxy.open();
    return { messaging: open(connectKafka(url, { ...options, socketFactory: proxy.socketFactory })), proxy };
  };
  return {
    namespace,
    url,
    connectThrough,
    consumerPool,
    connect: async () => open(connectKafka(url)),
    async connectFreezable() {
      const { messaging, proxy } = await connectThrough();
      return { messaging, freeze: () => proxy.freeze(), thaw: () => proxy.thaw() };
    },
    async beginSlowPublish(records) {
      const producer = createKafka(parseKafkaUrl(url), silentLog).producer({
        transactionalId: `${namespace}.slow`,
        createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
        idempotent: true,
        maxInFlightRequests: 1,
      });
      await producer.connect();
      transactions.push(() => producer.disconnect());
      const transaction = await producer.transaction();
      for (const { topic, key, headers, value } of records) {
        await transaction.send({
          topic: `${namespace}.${topic}`,
          messages: [{ key, headers: { ...headers }, value: Buffer.from(value) }],
        });
      }
      return {
        // The broker stores what follows at once; readers wait at the open transaction.
        untilFollowedBy: (other) => other,
        commit: () => transaction.commit(),
      };
    },
    async close() {
      await Promise.all(opened.map((messaging) => messaging.close()));
      await Promise.all(transactions.map((end) => end()));
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await consumerPool.end();
      await database.drop();
    },
  };
}
