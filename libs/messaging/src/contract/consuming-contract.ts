import assert from 'node:assert/strict';
import type { ContractContext } from './messaging-contract.js';
import { Gate, until } from './recording-group.js';
import { textRecord, textRecords } from './text-record.js';

export function consumingContract({ runner: { it }, harness, newTopic, newGroup }: ContractContext): void {
  it('gives every group everything, once', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 3);
    const groups = [newGroup(topic), newGroup(topic)];
    const running = await Promise.all(groups.map((group) => group.join(messaging)));
    await messaging.publisher.publish(['1', '2', '3', '4', '5'].map((n) => textRecord(topic, `org-${n}`, n)));
    for (const group of groups) {
      await group.untilEffects(5);
      assert.deepEqual([...(await group.texts())].sort(), ['1', '2', '3', '4', '5']);
    }
    await Promise.all(running.map((member) => member.stop()));
  });

  it('reads several topics', async () => {
    const messaging = await harness().connect();
    const topics = [await newTopic(messaging, 2), await newTopic(messaging, 3)];
    const group = newGroup(...topics);
    const running = await group.join(messaging);
    await messaging.publisher.publish(topics.map((topic) => textRecord(topic, 'org-1', topic)));
    await group.untilEffects(2);
    await running.stop();
    assert.deepEqual([...(await group.texts())].sort(), [...topics].sort());
  });

  it('goes on where the group stood, in the middle of a publication too', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 1);
    await messaging.publisher.publish(textRecords(topic, 'org-1', ['1', '2', '3', '4', '5', '6', '7']));
    const group = newGroup(topic);
    const gate = new Gate();
    let batches = 0;
    // The second batch waits until the member was told to stop; it is finished nevertheless.
    const first = await group.join(messaging, {
      batchSizeMax: 3,
      before: async () => (++batches === 2 ? gate.pass() : undefined),
    });
    await until(() => gate.arrivals === 1, 'the second batch');
    const stopped = first.stop();
    gate.open();
    await stopped;
    assert.deepEqual(await group.texts(), ['1', '2', '3', '4', '5', '6']);
    const second = await group.join(messaging, { batchSizeMax: 3 });
    await group.untilEffects(7);
    await second.stop();
    assert.deepEqual(await group.texts(), ['1', '2', '3', '4', '5', '6', '7']);
  });

  it('says what waits, and since when', async () => {
    const messaging = await harness().connect();
    const [topic, quiet] = [await newTopic(messaging, 2), await newTopic(messaging, 1)];
    const group = newGroup(topic, quiet);
    const gate = new Gate();
    const running = await group.join(messaging, { batchSizeMax: 2, before: gate.pass });
    const writtenAt = '2026-11-21T09:30:00.000Z';
    await messaging.publisher.publish(
      textRecords(topic, 'org-1', ['1', '2', '3', '4', '5']).map((record) => ({
        ...record,
        headers: { ...record.headers, ce_time: writtenAt },
      })),
    );
    await until(() => gate.arrivals === 1, 'a batch in hand');
    assert.deepEqual(await running.lag(), [
      { topic, records: 5, stoppedPartitions: 0, oldestAt: writtenAt },
      { topic: quiet, records: 0, stoppedPartitions: 0 },
    ]);
    gate.open();
    await until(async () => (await running.lag()).every(({ records }) => records === 0), 'nothing to wait');
    assert.equal((await group.texts()).length, 5);
    await running.stop();
  });

  it('says how many partitions cannot go on, until they do', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 2);
    const group = newGroup(topic);
    let isBroken = true;
    const failing = async (): Promise<void> => {
      if (isBroken) throw new Error('the database is away');
    };
    const running = await group.join(messaging, { before: failing });
    const stopped = async (): Promise<number | undefined> => (await running.lag())[0]?.stoppedPartitions;
    assert.equal(await stopped(), 0);
    await messaging.publisher.publish([textRecord(topic, 'org-1', 'one')]);
    await until(async () => (await stopped()) === 1, 'one of two partitions that failed');
    isBroken = false;
    await until(async () => (await stopped()) === 0, 'none that fails');
    await group.untilEffects(1);
    await running.stop();
  });

  it('delivers a batch again whose handler failed before it moved the offset', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 1);
    const group = newGroup(topic);
    let attempts = 0;
    const failingTwice = async (): Promise<void> => {
      if (++attempts <= 2) throw new Error('the database is away');
    };
    const running = await group.join(messaging, { before: failingTwice });
    await messaging.publisher.publish(textRecords(topic, 'org-1', ['1', '2']));
    await group.untilEffects(2);
    await running.stop();
    assert.deepEqual(await group.texts(), ['1', '2']);
    assert.ok(attempts >= 3);
  });

  it('does not deliver again what was committed although the handler failed afterwards', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 1);
    const group = newGroup(topic);
    let failed = false;
    const running = await messaging.consumer.run({
      group: group.group,
      topics: [topic],
      batchSizeMax: 10,
      offsets: group.offsets,
      handle: async (batch) => {
        await group.apply(batch, 'a');
        if (failed) return;
        failed = true;
        throw new Error('the answer to the commit got lost');
      },
    });
    await messaging.publisher.publish(textRecords(topic, 'org-1', ['1', '2']));
    await group.untilEffects(2);
    await messaging.publisher.publish(textRecords(topic, 'org-1', ['3']));
    await group.untilEffects(3);
    await running.stop();
    assert.deepEqual(await group.texts(), ['1', '2', '3']);
  });

  it('lets other partitions go on while one keeps failing', async () => {
    const messaging = await harness().connect();
    const topic = await newTopic(messaging, 8);
    const group = newGroup(topic);
    const running = await group.join(messaging, {
      before: async (batch) => {
        if (batch.records.some(({ key }) => key === 'poison')) throw new Error('not yet');
      },
    });
    const keys = Array.from({ length: 20 }, (_, n) => `org-${n}`);
    await messaging.publisher.publish([
      textRecord(topic, 'poison', 'x'),
      ...keys.map((key) => textRecord(topic, key, 'y')),
    ]);
    await until(
      async () => new Set((await group.effects()).map(({ partition }) => partition)).size >= 4,
      'other partitions',
    );
    await running.stop();
    assert.ok((await group.effects()).every(({ key }) => key !== 'poison'));
  });
}
