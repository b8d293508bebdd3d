import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsumerOffsets, inTransaction, type IncomingRecord, type Messaging } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import { makeKafkaHarness, type KafkaHarness } from '../test/kafka-harness.js';

describe('Kafka, when its answers do not come', () => {
  let harness: KafkaHarness;
  beforeAll(async () => {
    harness = await makeKafkaHarness();
  });
  afterAll(() => harness.close());

  const textOf = ({ value }: IncomingRecord): string => Buffer.from(value).toString();
  const recordOf = (topic: string, key: string, text: string) => ({
    topic,
    key,
    headers: {},
    value: Buffer.from(text),
  });

  /** Everything that a group of its own reads of the topic. */
  async function readAll(
    messaging: Messaging,
    topic: string,
  ): Promise<{ received: IncomingRecord[]; end(): Promise<void> }> {
    const offsets = new ConsumerOffsets(harness.consumerPool);
    const received: IncomingRecord[] = [];
    const running = await messaging.consumer.run({
      group: 'reader',
      topics: [topic],
      batchSizeMax: 50,
      offsets,
      async handle(batch) {
        await inTransaction(harness.consumerPool, (session) => offsets.advance(session, batch));
        received.push(...batch.records);
      },
    });
    return { received, end: () => running.stop() };
  }

  it('stores what is published after a publication whose answer got lost, although both count alike', async () => {
    const { messaging, proxy } = await harness.connectThrough({ publishDeadlineMs: 1_000 });
    const topic = 'lost-answer.v1';
    await messaging.ensureTopics([topic], 1);
    await messaging.publisher.publish([recordOf(topic, 'org-1', '1')]);
    proxy.holdAnswers();
    await expect(messaging.publisher.publish([recordOf(topic, 'org-1', '2')])).rejects.toThrow(
      'took longer than 1000 ms',
    );
    proxy.cut();
    // The publisher of 2 has gone; another one's record is the next under the same sequence number.
    await messaging.publisher.publish([recordOf(topic, 'org-1', '3')]);
    const { received, end } = await readAll(await harness.connect(), topic);
    await eventually(() => received.some((record) => textOf(record) === '3'));
    expect([...new Set(received.map(textOf))].sort()).toEqual(['1', '2', '3']);
    await end();
  });

  it('connects again when connections are cut, loses nothing and keeps the order', async () => {
    const { messaging, proxy } = await harness.connectThrough();
    const topic = 'cut.v1';
    await messaging.ensureTopics([topic], 3);
    const { received, end } = await readAll(messaging, topic);
    for (let n = 0; n < 100; n++) {
      if (n % 20 === 10) proxy.cut();
      // An answer may get lost with its connection, and then the record is published twice, as a relay would.
      await eventually(() => messaging.publisher.publish([recordOf(topic, `org-${n % 5}`, `${n}`)]));
    }
    proxy.cut();
    const firstSeen = (): readonly number[] => [...new Set(received.map((record) => Number(textOf(record))))];
    await eventually(() => firstSeen().length === 100, { withinMs: 30_000 });
    await end();
    for (let key = 0; key < 5; key++) {
      const ofKey = firstSeen().filter((n) => n % 5 === key);
      expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
    }
    const offsets = received.map(({ partition, offset }) => `${partition}/${offset}`);
    expect(new Set(offsets).size).toBe(offsets.length);
  });
});
