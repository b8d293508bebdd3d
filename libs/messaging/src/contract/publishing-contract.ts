import assert from 'node:assert/strict';
import { UnknownTopicError, TopicMismatchError } from '../ports/messaging-errors.js';
import type { Messaging } from '../ports/messaging.js';
import type { ContractContext } from './messaging-contract.js';
import { storedRecords } from './stored-records.js';
import { textRecord, textRecords } from './text-record.js';
import { until } from './recording-group.js';

export function publishingContract({ runner: { it }, harness, newTopic, newGroup }: ContractContext): void {
  it('brings key, headers and bytes as they were published', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 3);
    const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const headers = { ce_id: 'id-1', 'content-type': 'application/protobuf', note: 'Zürich "quoted" \\ 東京' };
    const group = newGroup(topic);
    const running = await group.join(messaging);
    await messaging.publisher.publish([
      { topic, key: 'org-1', headers, value: allBytes },
      { topic, key: 'org-1', headers: {}, value: new Uint8Array() },
    ]);
    await until(() => group.delivered.length >= 2, 'both records');
    await running.stop();
    const [first, second] = group.delivered;
    assert.deepEqual([first?.topic, first?.key, { ...first?.headers }], [topic, 'org-1', headers]);
    assert.deepEqual(Uint8Array.from(first?.value ?? []), allBytes);
    assert.equal(second?.value.length, 0);
  });

  it('keeps the order per key over many calls that are not awaited', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 4);
    const keys = ['org-1', 'org-2', 'org-3', 'org-4', 'org-5'];
    const calls: Promise<void>[] = [];
    for (let n = 0; n < 200; n++)
      calls.push(messaging.publisher.publish(keys.map((key) => textRecord(topic, key, `${n}`))));
    await Promise.all(calls);
    const group = newGroup(topic);
    const running = await group.join(messaging, { batchSizeMax: 37 });
    const effects = await group.untilEffects(1_000);
    await running.stop();
    const expected = Array.from({ length: 200 }, (_, n) => `${n}`);
    for (const key of keys)
      assert.deepEqual(
        effects.filter((effect) => effect.key === key).map(({ text }) => text),
        expected,
      );
  });

  it('takes a publication of 10,000 records', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 2);
    const records = Array.from({ length: 10_000 }, (_, n) => textRecord(topic, `org-${n % 7}`, `${n}`));
    await messaging.publisher.publish(records);
    const group = newGroup(topic);
    const running = await group.join(messaging, { batchSizeMax: 1_000 });
    const effects = await group.untilEffects(10_000);
    await running.stop();
    assert.equal(new Set(effects.map(({ text }) => text)).size, 10_000);
    for (let key = 0; key < 7; key++) {
      const ofKey = effects.filter((effect) => effect.key === `org-${key}`).map(({ text }) => Number(text));
      assert.deepEqual(
        ofKey,
        [...ofKey].sort((a, b) => a - b),
      );
    }
  });

  it('neither loses nor reorders a slow commit between two fast ones', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 1);
    const [live, late] = [newGroup(topic), newGroup(topic)];
    const running = await live.join(messaging);
    await messaging.publisher.publish([textRecord(topic, 'org-1', 'fast before')]);
    const slow = await harness().beginSlowPublish(textRecords(topic, 'org-1', ['slow 1', 'slow 2']));
    const fast = messaging.publisher.publish([textRecord(topic, 'org-1', 'fast after')]);
    await slow.untilFollowedBy(fast);
    await live.untilEffects(1);
    assert.deepEqual(await live.texts(), ['fast before']);
    await slow.commit();
    await fast;
    await live.untilEffects(4);
    await running.stop();
    const inOrder = ['fast before', 'slow 1', 'slow 2', 'fast after'];
    assert.deepEqual(await live.texts(), inOrder);

    const runningLate = await late.join(messaging);
    await late.untilEffects(4);
    await runningLate.stop();
    assert.deepEqual(await late.texts(), inOrder);
  });

  it('refuses a topic that nobody created, and stores nothing of that call', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 1);
    const unknown = `${topic}.unknown`;
    const records = [textRecord(topic, 'org-1', 'known'), textRecord(unknown, 'org-1', 'unknown')];
    await assert.rejects(messaging.publisher.publish(records), isUnknown(unknown));
    await assert.rejects(newGroup(unknown).join(messaging), isUnknown(unknown));
    await messaging.publisher.publish([textRecord(topic, 'org-1', 'after')]);
    const group = newGroup(topic);
    const running = await group.join(messaging);
    await group.untilEffects(1);
    await running.stop();
    assert.deepEqual(await group.texts(), ['after']);
  });

  it('creates a topic once and never changes its partitions', async () => {
    const messaging: Messaging = await harness().connect();
    const topic = await newTopic(messaging, 2);
    await messaging.ensureTopics([topic], 2);
    await assert.rejects(messaging.ensureTopics([topic], 3), TopicMismatchError);
  });

  it('says where each partition of a topic ends', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 3);
    assert.deepEqual([...(await messaging.endsOf(topic))].sort(), [
      [0, 0n],
      [1, 0n],
      [2, 0n],
    ]);
    await messaging.publisher.publish(textRecords(topic, 'org-1', ['one', 'two']));
    assert.deepEqual([...(await messaging.endsOf(topic)).values()].sort(), [0n, 0n, 2n]);
    await assert.rejects(messaging.endsOf(`${topic}.unknown`), isUnknown(`${topic}.unknown`));
  });

  it('is read from any place on, whoever else reads it, and however much that is', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 3);
    assert.deepEqual(await storedRecords(messaging, topic), []);

    const keys = ['org-1', 'org-2', 'org-3', 'org-4', 'org-5', 'org-6'];
    for (let n = 0; n < 4; n++) {
      const texts = Array.from({ length: 200 }, (_, each) => `${n * 200 + each} ${'x'.repeat(500)}`);
      await messaging.publisher.publish(keys.flatMap((key) => textRecords(topic, key, texts)));
    }
    const whole = await storedRecords(messaging, topic);
    for (const key of keys) {
      const ofKey = whole.filter((record) => record.key === key);
      assert.deepEqual(
        ofKey.map(({ value }) => Number.parseInt(Buffer.from(value).toString(), 10)),
        Array.from({ length: 800 }, (_, n) => n),
      );
    }
    for (const [partition, end] of await messaging.endsOf(topic)) {
      const ofPartition = whole.filter((record) => record.partition === partition);
      assert.deepEqual(await storedRecords(messaging, topic, new Map([[partition, 7n]])), ofPartition.slice(7));
      assert.deepEqual(await storedRecords(messaging, topic, new Map([[partition, end]])), []);
    }
    const unknown = `${topic}.unknown`;
    await assert.rejects(storedRecords(messaging, unknown, new Map([[0, 0n]])), isUnknown(unknown));
  });
}

const isUnknown =
  (topic: string) =>
  (error: unknown): boolean =>
    error instanceof UnknownTopicError && error.message.includes(topic);
