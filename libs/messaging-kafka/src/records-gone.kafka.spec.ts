import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentLog, type Log } from '@credit-ledger/kernel';
import { ConsumerOffsets, inTransaction, type Messaging, type RunningConsumer } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import type { Admin } from 'kafkajs';
import { makeKafkaHarness, type KafkaHarness } from '../test/kafka-harness.js';
import { connectKafka } from './connect-kafka.js';
import { createKafka } from './kafka-client.js';
import { parseKafkaUrl } from './url/kafka-url.js';

const PATIENCE = { withinMs: 30_000 };

describe('a group that stands where the broker has no records any more', () => {
  let harness: KafkaHarness;
  let admin: Admin;
  beforeAll(async () => {
    harness = await makeKafkaHarness();
    admin = createKafka(parseKafkaUrl(harness.url), silentLog).admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin.disconnect();
    await harness.close();
  });

  async function deleteBefore(topic: string, offset: number): Promise<void> {
    const name = `${harness.namespace}.${topic}`;
    // kafkajs deletes in topics alone that it has asked for before.
    await admin.fetchTopicOffsets(name);
    await admin.deleteTopicRecords({ topic: name, partitions: [{ partition: 0, offset: String(offset) }] });
  }

  /** A group that notes what it has handled, and what it complains about. */
  function groupOn(topic: string, given?: Messaging) {
    const handled: string[] = [];
    const complaints: string[] = [];
    const messaging = given ?? connectKafka(harness.url, { logger: noting(complaints) });
    const offsets = new ConsumerOffsets(harness.consumerPool);
    return {
      handled,
      complaints,
      publish: (...texts: string[]) =>
        messaging.publisher.publish(
          texts.map((text) => ({ topic, key: 'org-1', headers: {}, value: Buffer.from(text) })),
        ),
      ensureTopic: () => messaging.ensureTopics([topic], 1),
      run: (): Promise<RunningConsumer> =>
        messaging.consumer.run({
          group: 'group',
          topics: [topic],
          batchSizeMax: 10,
          offsets,
          async handle(batch) {
            await inTransaction(harness.consumerPool, (session) => offsets.advance(session, batch));
            handled.push(...batch.records.map(({ value }) => Buffer.from(value).toString()));
          },
        }),
      /** What somebody who has decided to go on does. */
      moveTo: (offset: number) =>
        harness.consumerPool.query('UPDATE consumer_offsets SET next_offset = $1 WHERE topic = $2', [offset, topic]),
      close: () => messaging.close(),
    };
  }

  it('does not go on behind what was deleted before it was read, until somebody decides', async () => {
    const topic = 'deleted.v1';
    const group = groupOn(topic);
    await group.ensureTopic();
    await group.publish('1', '2', '3', '4', '5');
    await deleteBefore(topic, 3);
    const begunAt = new Date().toISOString();
    const running = await group.run();
    await eventually(() => expect(group.complaints).toContainEqual(expect.stringContaining('has [3, 5)')), PATIENCE);
    expect(group.handled).toEqual([]);
    const [lag] = await running.lag();
    expect(lag).toMatchObject({ records: 5, stoppedPartitions: 1 });
    expect(String(lag?.oldestAt) >= begunAt).toBe(true);
    await group.moveTo(3);
    await eventually(() => expect(group.handled).toEqual(['4', '5']), PATIENCE);
    await group.close();
  });

  it('does not take the records of a topic that was made anew for new ones', async () => {
    const topic = 'made-anew.v1';
    const name = `${harness.namespace}.${topic}`;
    const first = groupOn(topic);
    await first.ensureTopic();
    await first.run();
    await first.publish('1', '2', '3');
    await eventually(() => expect(first.handled).toEqual(['1', '2', '3']), PATIENCE);
    await first.close();
    await admin.deleteTopics({ topics: [name] });
    await eventually(async () => expect(await admin.listTopics()).not.toContain(name), PATIENCE);
    const second = groupOn(topic);
    await eventually(() => second.ensureTopic(), PATIENCE);
    await second.publish('of the new topic');
    const running = await second.run();
    await eventually(() => expect(second.complaints).toContainEqual(expect.stringContaining('stands at 3')), PATIENCE);
    expect(second.handled).toEqual([]);
    expect(await running.lag()).toEqual([{ topic, records: 0, stoppedPartitions: 1, oldestAt: expect.any(String) }]);
    await second.moveTo(0);
    await eventually(() => expect(second.handled).toEqual(['of the new topic']), PATIENCE);
    expect(await running.lag()).toEqual([{ topic, records: 0, stoppedPartitions: 0 }]);
    await second.close();
  });

  it('notices while it runs that records were deleted before they were fetched', async () => {
    const topic = 'deleted-ahead.v1';
    const complaints: string[] = [];
    const { messaging, proxy } = await harness.connectThrough({ logger: noting(complaints) });
    const group = groupOn(topic, messaging);
    await group.ensureTopic();
    await group.run();
    await group.publish('1');
    await eventually(() => expect(group.handled).toEqual(['1']), PATIENCE);
    proxy.freeze();
    const another = groupOn(topic);
    await another.publish('2', '3', '4');
    await deleteBefore(topic, 3);
    // What the broker had answered meanwhile gets lost.
    proxy.cut();
    proxy.thaw();
    await eventually(() => expect(complaints).toContainEqual(expect.stringContaining('stands at 1')), PATIENCE);
    expect(group.handled).toEqual(['1']);
    await another.close();
  });
});

const noting = (complaints: string[]): Log => ({
  ...silentLog,
  error: (fields) => void complaints.push(String((fields as { err: unknown }).err)),
});
