import assert from 'node:assert/strict';
import { FencedError } from '../ports/messaging-errors.js';
import type { RunningConsumer } from '../ports/messaging.js';
import type { ContractContext } from './messaging-contract.js';
import { Gate, until } from './recording-group.js';
import { textRecord, textRecords } from './text-record.js';

export function groupContract({ runner: { it }, harness, newTopic, newGroup }: ContractContext): void {
  it('shares its partitions among its members, and hands them over when one leaves', async () => {
    const [first, second] = [await harness().connect(), await harness().connect()];
    const topic = await newTopic(first, 6);
    const group = newGroup(topic);
    const a = await group.join(first, { member: 'a' });
    await until(() => partitionsOf(a).length === 6, 'the first member to own everything');
    const b = await group.join(second, { member: 'b' });
    await until(() => partitionsOf(a).length === 3 && partitionsOf(b).length === 3, 'a fair share each');
    assert.deepEqual([...partitionsOf(a), ...partitionsOf(b)].sort(), [0, 1, 2, 3, 4, 5]);

    await first.publisher.publish(Array.from({ length: 60 }, (_, n) => textRecord(topic, `org-${n}`, `${n}`)));
    const effects = await group.untilEffects(60);
    assert.equal(a.assignments()[0]?.group, await second.groupInOffsets(group.group));
    assert.deepEqual(new Set(effects.map(({ member }) => member)), new Set(['a', 'b']));

    await a.stop();
    await until(() => partitionsOf(b).length === 6, 'the second member to take over');
    await b.stop();
    assert.equal((await group.effects()).length, 60);
  });

  it('takes over from a member that froze in the middle of a batch, and fences it when it thaws', async () => {
    const { messaging: frozen, freeze, thaw } = await harness().connectFreezable();
    const healthy = await harness().connect();
    const topic = await newTopic(healthy, 1);
    const group = newGroup(topic);
    const [gateOfA, gateOfB] = [new Gate(), new Gate()];
    let outcome: unknown;
    const a = await frozen.consumer.run({
      group: group.group,
      topics: [topic],
      batchSizeMax: 10,
      offsets: group.offsets,
      handle: async (batch) => {
        await gateOfA.pass();
        try {
          await group.apply(batch, 'a');
          outcome = 'applied';
        } catch (error) {
          outcome = error;
          throw error;
        }
      },
    });
    await healthy.publisher.publish(textRecords(topic, 'org-1', ['1', '2', '3']));
    await until(() => gateOfA.arrivals === 1, 'the batch to be in the hands of the first member');
    freeze();
    const b = await group.join(healthy, { member: 'b', before: gateOfB.pass });
    await until(() => gateOfB.arrivals === 1, 'the batch to be in the hands of the second member');
    // The new owner has not moved the offset yet: only its generation tells the two apart.
    gateOfA.open();
    await until(() => outcome !== undefined, 'the frozen member to go on');
    assert.ok(outcome instanceof FencedError, `the frozen member was not fenced: ${String(outcome)}`);
    assert.deepEqual(await group.texts(), []);
    gateOfB.open();
    thaw();
    await healthy.publisher.publish(textRecords(topic, 'org-1', ['4']));
    await group.untilEffects(4);
    await Promise.all([a.stop(), b.stop()]);
    const effects = await group.effects();
    assert.deepEqual(
      effects.map(({ text }) => text),
      ['1', '2', '3', '4'],
    );
    // The fourth may be anybody's: the thawed member is one of the group again.
    assert.deepEqual(new Set(effects.slice(0, 3).map(({ member }) => member)), new Set(['b']));
  });

  it('applies everything once while members come and go', async () => {
    const clients = [await harness().connect(), await harness().connect(), await harness().connect()];
    const [publisher] = clients;
    assert.ok(publisher);
    const topic = await newTopic(publisher, 6);
    const group = newGroup(topic);
    const total = 3_000;
    const publishing = (async () => {
      for (let n = 0; n < total; n += 20) {
        await publisher.publisher.publish(
          Array.from({ length: 20 }, (_, i) => textRecord(topic, `org-${(n + i) % 11}`, `${n + i}`)),
        );
      }
    })();
    const members: RunningConsumer[] = [];
    for (const [index, client] of clients.entries()) {
      members.push(await group.join(client, { member: `${index}`, batchSizeMax: 17 }));
      await group.untilEffects((index + 1) * 200);
    }
    await members[0]?.stop();
    await group.untilEffects(1_500);
    await members[1]?.stop();
    await publishing;
    const effects = await group.untilEffects(total);
    await members[2]?.stop();
    assert.equal(effects.length, total);
    for (let key = 0; key < 11; key++) {
      const ofKey = effects.filter((effect) => effect.key === `org-${key}`).map(({ text }) => Number(text));
      assert.deepEqual(
        ofKey,
        [...ofKey].sort((x, y) => x - y),
      );
    }
  });
}

const partitionsOf = (member: RunningConsumer): number[] => member.assignments().map(({ partition }) => partition);
