import {
  Global,
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Clock, Log, Metrics } from '@credit-ledger/kernel';
import {
  ALL_TOPICS,
  ConsumerOffsets,
  DeadLetters,
  Outbox,
  OutboxRelay,
  OwnLog,
  saidByOutbox,
  sessionOf,
  type Messaging,
  type TOPICS,
} from '@credit-ledger/messaging';
import type pg from 'pg';
import { CLOCK } from '../clock.js';
import { PG_POOL } from '../database/database.module.js';
import { HealthRegistry } from '../health/health.registry.js';
import { LOGGER } from '../logging/create-logger.js';
import { METRICS } from '../metrics/prom-metrics.js';
import { scrapeSession } from '../metrics/scrape-session.js';
import { MessageConsumers } from './message-consumers.js';
import { assertMessagingUrl, connectMessaging } from './messaging-by-url.js';
import { gaugeLetters, gaugeOutbox, relayMetrics } from './messaging-metrics.js';

/** Injects the engine behind MESSAGING_URL as `Messaging`. */
export const MESSAGING = Symbol('MESSAGING');

const OPTIONS = Symbol('OPTIONS');

export type MessagingOptions = {
  /** Consumer group and, with the epoch, source of the messages: `billing`, `ledger`, `metering`, `invoicing`. */
  readonly name: Exclude<keyof typeof TOPICS, 'usage'>;
  readonly url: string;
  /** See MESSAGING_LEASE_MS. */
  readonly leaseMs: number;
  readonly sourceEpoch: number;
  /** False for one that says nothing, and for one whose outbox is something else: that has to join its log by itself, as the ledger does. */
  readonly relaysOutbox?: boolean;
};

/**
 * Sending and receiving for one service: `Messaging`, `Outbox`, `OutboxRelay`, `ConsumerOffsets`, `DeadLetters` and
 * `MessageConsumers`. Needs `DatabaseModule` and the tables of `messagingTablesSql`. Consumers start when every module has
 * initialised; on shutdown they stop first, then the relay, and the connections close after HTTP did.
 */
@Global()
@Module({})
export class MessagingModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(OwnLog) private readonly log: OwnLog,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(MessageConsumers) private readonly consumers: MessageConsumers,
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(OPTIONS) private readonly options: Pick<Required<MessagingOptions>, 'name' | 'relaysOutbox'>,
  ) {}

  /** @throws ConfigError for a URL that no engine serves. */
  static forService({ name, url, leaseMs, sourceEpoch, relaysOutbox = true }: MessagingOptions): DynamicModule {
    assertMessagingUrl(url);
    return {
      module: MessagingModule,
      providers: [
        { provide: OPTIONS, useValue: { name, relaysOutbox } },
        {
          provide: MESSAGING,
          useFactory: async (logger: Log) => {
            const messaging = await connectMessaging(url, { logger, leaseMs });
            await messaging.ensureTopics(ALL_TOPICS);
            return messaging;
          },
          inject: [LOGGER],
        },
        { provide: Outbox, useFactory: () => new Outbox(`${name}#${sourceEpoch}`) },
        { provide: DeadLetters, useFactory: () => new DeadLetters(name) },
        { provide: ConsumerOffsets, useFactory: (pool: pg.Pool) => new ConsumerOffsets(pool), inject: [PG_POOL] },
        {
          provide: OwnLog,
          useFactory: (pool: pg.Pool, messaging: Messaging, { source }: Outbox) => {
            const session = sessionOf(pool);
            return new OwnLog(session, messaging, { name, source, saidBefore: saidByOutbox(session) });
          },
          inject: [PG_POOL, MESSAGING, Outbox],
        },
        {
          provide: OutboxRelay,
          useFactory: (pool: pg.Pool, publisher: OwnLog, logger: Log, metrics: Metrics) =>
            new OutboxRelay({ pool, publisher, logger, leaseMs, metrics: relayMetrics(metrics) }),
          inject: [PG_POOL, OwnLog, LOGGER, METRICS],
        },
        {
          provide: MessageConsumers,
          useFactory: (...parts: [Messaging, ConsumerOffsets, Log, Metrics, Clock]) =>
            new MessageConsumers(name, ...parts),
          inject: [MESSAGING, ConsumerOffsets, LOGGER, METRICS, CLOCK],
        },
      ],
      exports: [MESSAGING, Outbox, OutboxRelay, DeadLetters, ConsumerOffsets, MessageConsumers],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    const { name, relaysOutbox } = this.options;
    const session = scrapeSession(this.pool);
    gaugeLetters(this.metrics, name, session);
    if (relaysOutbox) {
      await this.log.join();
      this.consumers.add(this.log);
      gaugeOutbox(this.metrics, this.clock, session);
      this.relay.start();
    }
    this.health.addLiveness('consumers', () => this.consumers.assertAlive());
    await this.consumers.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.consumers.stop();
    await this.relay.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.messaging.close();
  }
}
