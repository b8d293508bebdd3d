import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Clock, Log } from '@credit-ledger/kernel';
import {
  ConsumerOffsets,
  DeadLetterDrainer,
  PARTITIONS_DEFAULT,
  type Messaging,
  TOPICS,
  TransactionalInbox,
} from '@credit-ledger/messaging';
import { CLOCK, LOGGER, MessageConsumers, MESSAGING } from '@credit-ledger/nest-platform';
import { DataSource } from 'typeorm';
import { transactionsOfManager } from '../../database/manager-session.js';
import { INVOICING_GROUP } from './invoicing-group.js';
import { billingRoutes } from './payment-completed.js';

const BATCH_SIZE_MAX = 500;

/** Listens to billing. */
@Injectable()
export class BillingFactsConsumer implements OnModuleInit {
  constructor(
    @Inject(MessageConsumers) private readonly consumers: MessageConsumers,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(ConsumerOffsets) private readonly offsets: ConsumerOffsets,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Log,
  ) {}

  onModuleInit(): void {
    const transactions = transactionsOfManager(this.dataSource);
    const shared = { group: INVOICING_GROUP, transactions, clock: this.clock, logger: this.logger };
    const inbox = new TransactionalInbox({
      ...shared,
      partitions: PARTITIONS_DEFAULT,
      routes: billingRoutes(this.commands),
      offsets: this.offsets,
      publisher: this.messaging.publisher,
    });
    this.consumers.subscribe({ topics: [TOPICS.billing], batchSizeMax: BATCH_SIZE_MAX, handle: inbox.handleBatch });
    this.consumers.add(new DeadLetterDrainer({ ...shared, replayer: inbox }));
  }
}
