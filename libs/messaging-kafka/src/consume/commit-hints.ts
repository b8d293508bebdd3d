import type { Consumer } from 'kafkajs';
import type { EngineNames } from '../topics/engine-names.js';
import type { KafkaPartition } from './kafka-partition.js';

/** Tells the broker now and then where the group stands, for tools that show its lag. Nothing of ours ever reads it. */
export class CommitHints {
  private timer: NodeJS.Timeout | undefined;
  private readonly told = new Map<string, bigint>();

  constructor(
    private readonly consumer: Pick<Consumer, 'commitOffsets'>,
    private readonly names: EngineNames,
    private readonly partitions: () => Iterable<KafkaPartition>,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tell(), EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.tell();
  }

  private async tell(): Promise<void> {
    const news = [...this.partitions()].flatMap(({ work }) => {
      if (work?.isPlaced !== true) return [];
      const { topic, partition } = work.assignment;
      const name = this.names.atEngine(topic);
      if (this.told.get(`${name} ${partition}`) === work.progress) return [];
      return [{ topic: name, partition, progress: work.progress }];
    });
    if (news.length === 0) return;
    try {
      await this.consumer.commitOffsets(
        news.map(({ topic, partition, progress }) => ({ topic, partition, offset: progress.toString() })),
      );
      for (const { topic, partition, progress } of news) this.told.set(`${topic} ${partition}`, progress);
    } catch {
      // A hint: the next one makes up for it.
    }
  }
}

const EVERY_MS = 5_000;
