import { invariant, type Clock, type Log, type Metrics } from '@credit-ledger/kernel';
import type { ConsumerOffsets, Messaging, RunningConsumer, Subscription } from '@credit-ledger/messaging';
import { tracedHandler } from '../tracing/trace-batches.js';
import { gaugeLag, measuredHandler } from './messaging-metrics.js';

/** Something that works in the background between start and stop, such as a dead-letter drainer or a projection. */
export interface BackgroundWork {
  start(): void;
  /** Finishes what is in hand. */
  stop(): Promise<void>;
}

/**
 * What a service does beside answering requests. Modules add to it in `onModuleInit`; everything starts when all modules
 * have initialised, and stops, in the opposite order, before HTTP and the pools do.
 */
export class MessageConsumers {
  private readonly subscriptions: Omit<Subscription, 'group' | 'offsets'>[] = [];
  private readonly background: BackgroundWork[] = [];
  private running: RunningConsumer[] = [];
  private started = false;

  constructor(
    private readonly group: string,
    private readonly messaging: Messaging,
    private readonly offsets: ConsumerOffsets,
    private readonly logger: Log,
    private readonly metrics: Metrics,
    clock: Clock,
  ) {
    gaugeLag(metrics, group, clock, () => this.running);
  }

  /** The group is the service; its offsets are in the service's own schema. */
  subscribe(subscription: Omit<Subscription, 'group' | 'offsets'>): void {
    invariant(!this.started, 'subscribe in onModuleInit, before consumers start');
    this.subscriptions.push(subscription);
  }

  add(work: BackgroundWork): void {
    invariant(!this.started, 'add background work in onModuleInit, before it starts');
    this.background.push(work);
  }

  async start(): Promise<void> {
    this.started = true;
    for (const work of this.background) work.start();
    const { group, offsets, metrics } = this;
    for (const subscription of this.subscriptions) {
      const handle = tracedHandler(group, measuredHandler(metrics, group, subscription.handle));
      this.running.push(await this.messaging.consumer.run({ ...subscription, handle, group, offsets }));
    }
    const topics = this.subscriptions.flatMap((subscription) => subscription.topics);
    if (topics.length > 0) this.logger.info({ group, topics }, 'consuming');
  }

  /** @throws Error when one of them works no more. */
  assertAlive(): void {
    for (const consumer of this.running) consumer.assertAlive();
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map((consumer) => consumer.stop()));
    this.running = [];
    await Promise.all(this.background.map((work) => work.stop()));
  }
}
