import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsumerOffsets, type Messaging } from '@credit-ledger/messaging';
import { eventually } from '@credit-ledger/testing';
import { makeKafkaHarness, type KafkaHarness } from '../test/kafka-harness.js';
import { connectKafka } from './connect-kafka.js';

/** A request is given up after 15 s, and tried again: that must not look like life. */
const BEYOND_A_REQUEST_MS = 18_000;

/** Rule source: https://kafka.apache.org/protocol, "API Keys". */
const FIND_COORDINATOR = 10;

describe('a consumer of Kafka', () => {
  let harness: KafkaHarness;
  beforeAll(async () => {
    harness = await makeKafkaHarness();
  });
  afterAll(() => harness.close());

  const runOn = (messaging: Messaging, topic: string) =>
    messaging.consumer.run({
      group: 'liveness',
      topics: [topic],
      batchSizeMax: 10,
      offsets: new ConsumerOffsets(harness.consumerPool),
      handle: () => Promise.resolve(),
    });

  it('is not alive while nothing can be fetched for long, and is again when it can', async () => {
    const { messaging, proxy } = await harness.connectThrough({ silenceMsMax: BEYOND_A_REQUEST_MS });
    await messaging.ensureTopics(['silence.v1'], 1);
    const running = await runOn(messaging, 'silence.v1');
    await eventually(() => expect(running.assignments()).toHaveLength(1));
    running.assertAlive();
    proxy.freeze();
    const dead = () => expect(() => running.assertAlive()).toThrow(/^nothing was fetched from Kafka for \d+ s$/);
    await eventually(dead, { withinMs: 2 * BEYOND_A_REQUEST_MS });
    proxy.thaw();
    await eventually(() => expect(() => running.assertAlive()).not.toThrow(), { withinMs: 60_000 });
    await running.stop();
  });

  it('is made anew when the coordinator of its group could not be found for a while', async () => {
    const crashes: Error[] = [];
    const { messaging, proxy } = await harness.connectThrough({ onCrash: (error) => crashes.push(error) });
    await messaging.ensureTopics(['coordinator.v1'], 1);
    proxy.refuse(FIND_COORDINATOR);
    const running = await runOn(messaging, 'coordinator.v1');
    expect(running.assignments()).toEqual([]);
    proxy.refuse(undefined);
    await eventually(() => expect(running.assignments()).toHaveLength(1), { withinMs: 60_000 });
    expect(crashes).toEqual([]);
    await running.stop();
  });

  it('says so when its client gives up for good, because nothing would read on', async () => {
    const crashes: Error[] = [];
    // Longer than a broker lets a member be silent.
    const messaging = connectKafka(harness.url, { leaseMs: 24 * 3_600_000, onCrash: (error) => crashes.push(error) });
    await messaging.ensureTopics(['crash.v1'], 1);
    await runOn(messaging, 'crash.v1');
    await eventually(() => expect(crashes).toMatchObject([{ message: expect.stringContaining('session timeout') }]));
    await messaging.close();
  });

  it('ends its process then, unless somebody else sees to it', async () => {
    const topic = 'crash-of-a-process.v1';
    await (await harness.connect()).ensureTopics([topic], 1);
    const program = `
      import { storedRecords } from '@credit-ledger/messaging';
      import { connectKafka } from '@credit-ledger/messaging-kafka';
      const messaging = connectKafka('${harness.url}', { leaseMs: 24 * 3_600_000 });
      await messaging.consumer.run({ group: 'g', topics: ['${topic}'], batchSizeMax: 1, offsets: {}, handle() {} });
      setInterval(() => undefined, 1_000);`;
    const running = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { timeout: 60_000 });
    await expect(running).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('has given up') });
  });
});

describe('a process that has closed its log', () => {
  it('ends, though it has read many partitions', async () => {
    const harness = await makeKafkaHarness();
    const [topic, messaging] = ['ending.v1', await harness.connect()];
    await messaging.ensureTopics([topic], 12);
    const records = Array.from({ length: 100 }, (_, n) => ({
      topic,
      key: `${n}`,
      headers: {},
      value: Buffer.from('x'),
    }));
    await messaging.publisher.publish(records);
    const program = `
      import { storedRecords } from '@credit-ledger/messaging';
      import { connectKafka } from '@credit-ledger/messaging-kafka';
      const messaging = connectKafka('${harness.url}');
      const { length } = await storedRecords(messaging, '${topic}');
      await messaging.close();
      console.log(length);`;
    const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { timeout: 60_000 });
    expect((await ended).stdout).toBe('100\n');
    await harness.close();
  });
});
