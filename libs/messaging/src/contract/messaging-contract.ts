import type { Messaging } from '../ports/messaging.js';
import { consumingContract } from './consuming-contract.js';
import { groupContract } from './group-contract.js';
import type { MakeMessagingHarness, MessagingHarness, TestRunner } from './messaging-harness.js';
import { publishingContract } from './publishing-contract.js';
import { RecordingGroup } from './recording-group.js';

/**
 * What every engine behind the messaging ports has to promise, as specs: an adapter's spec calls
 * `messagingContract('Kafka', makeHarness, { describe, it, beforeAll, afterAll })`.
 */
export function messagingContract(name: string, makeHarness: MakeMessagingHarness, runner: TestRunner): void {
  runner.describe(`messaging on ${name}`, () => {
    let current: MessagingHarness | undefined;
    let made = 0;
    const harness = (): MessagingHarness => {
      if (current === undefined) throw new Error('the harness is made before the first test');
      return current;
    };
    runner.beforeAll(async () => {
      current = await makeHarness();
      await RecordingGroup.prepare(current.consumerPool);
    });
    runner.afterAll(async () => current?.close());

    const context: ContractContext = {
      runner,
      harness,
      async newTopic(messaging, partitions) {
        const topic = `contract.${++made}.v1`;
        await messaging.ensureTopics([topic], partitions);
        return topic;
      },
      newGroup: (...topics) => new RecordingGroup(harness().consumerPool, `group-${++made}`, topics),
    };
    runner.describe('publishing', () => publishingContract(context));
    runner.describe('consuming', () => consumingContract(context));
    runner.describe('a group', () => groupContract(context));
  });
}

export type ContractContext = {
  readonly runner: TestRunner;
  readonly harness: () => MessagingHarness;
  readonly newTopic: (messaging: Messaging, partitions: number) => Promise<string>;
  readonly newGroup: (...topics: string[]) => RecordingGroup;
};
