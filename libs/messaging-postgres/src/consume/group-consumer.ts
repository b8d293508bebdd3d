import type { MessageConsumer, RunningConsumer, Subscription } from '@credit-ledger/messaging';
import type { TopicCatalogue } from '../topics/topic-catalogue.js';
import { GroupMember, type GroupMemberOptions } from './group-member.js';
import type { NewsListener } from './news-listener.js';

export type GroupConsumerOptions = Omit<GroupMemberOptions, 'subscription'> & {
  readonly topics: TopicCatalogue;
  readonly listener: NewsListener;
};

/** Starts a member of a group for each subscription, and hears for it when its topics have news. */
export class GroupConsumer implements MessageConsumer {
  private readonly running = new Set<RunningConsumer>();

  constructor(private readonly options: GroupConsumerOptions) {}

  async run(subscription: Subscription): Promise<RunningConsumer> {
    const { topics, listener, ...options } = this.options;
    for (const topic of subscription.topics) await topics.partitionsOf(topic);
    const member = new GroupMember({ ...options, subscription });
    const unlisten = await listener.listen(subscription.topics, member.news);
    const running: RunningConsumer = {
      assignments: () => member.assignments(),
      lag: () => member.lag(),
      assertAlive: () => member.assertAlive(),
      stop: async () => {
        unlisten();
        await member.stop();
        this.running.delete(running);
      },
    };
    this.running.add(running);
    await member.start();
    return running;
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.running].map((running) => running.stop()));
  }
}
