import type { MessageConsumer, RunningConsumer, Subscription } from '@credit-ledger/messaging';
import { KafkaMember, type KafkaMemberOptions } from './kafka-member.js';

/** Starts a member of a group for each subscription. */
export class KafkaConsumer implements MessageConsumer {
  private readonly running = new Set<RunningConsumer>();

  constructor(private readonly options: KafkaMemberOptions) {}

  async run(subscription: Subscription): Promise<RunningConsumer> {
    for (const topic of subscription.topics) await this.options.topics.partitionsOf(topic);
    const member = new KafkaMember(this.options, subscription, await this.groupInOffsets(subscription.group));
    const running: RunningConsumer = {
      assignments: () => member.assignments(),
      lag: () => member.lag(),
      assertAlive: () => member.assertAlive(),
      stop: async () => {
        await member.stop();
        this.running.delete(running);
      },
    };
    this.running.add(running);
    await member.start();
    return running;
  }

  async groupInOffsets(group: string): Promise<string> {
    const { topics, names } = this.options;
    return names.groupInOffsets(group, await topics.clusterId());
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.running].map((running) => running.stop()));
  }
}
