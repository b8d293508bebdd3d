import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import type { Clock, Log } from '@credit-ledger/kernel';
import {
  ConsumerOffsets,
  DeadLetterDrainer,
  PARTITIONS_DEFAULT,
  SequencedInbox,
  TOPICS,
  transactionsOn,
  type Messaging,
} from '@credit-ledger/messaging';
import { CLOCK, LOGGER, MESSAGING, MessageConsumers, PG_POOL } from '@credit-ledger/nest-platform';
import { ACCOUNT_MESSAGES } from './account-messages.js';
import { storeAccountMessages } from './store-account-messages.js';

export const LEDGER_GROUP = 'ledger';

const BATCH_SIZE_MAX = 1_000;

/** Receives what billing and metering ask of accounts. */
@Injectable()
export class AccountMessagesConsumer implements OnModuleInit {
  constructor(
    @Inject(CommandBus) private readonly commandBus: CommandBus,
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(ConsumerOffsets) private readonly offsets: ConsumerOffsets,
    @Inject(MessageConsumers) private readonly consumers: MessageConsumers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Log,
  ) {}

  onModuleInit(): void {
    const { clock, logger } = this;
    const transactions = transactionsOn(this.pool);
    const inbox = new SequencedInbox({
      group: LEDGER_GROUP,
      partitions: PARTITIONS_DEFAULT,
      handlers: ACCOUNT_MESSAGES,
      store: (messages) => storeAccountMessages(this.commandBus, messages, clock.now()),
      offsets: this.offsets,
      publisher: this.messaging.publisher,
      transactions,
      clock,
      logger,
    });
    this.consumers.subscribe({
      topics: [TOPICS.billing, TOPICS.metering],
      batchSizeMax: BATCH_SIZE_MAX,
      handle: inbox.handleBatch,
    });
    this.consumers.add(new DeadLetterDrainer({ group: LEDGER_GROUP, replayer: inbox, transactions, clock, logger }));
  }
}
