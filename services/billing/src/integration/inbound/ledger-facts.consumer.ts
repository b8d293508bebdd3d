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
  transactionsOn,
} from '@credit-ledger/messaging';
import { CLOCK, LOGGER, MessageConsumers, MESSAGING, PG_POOL } from '@credit-ledger/nest-platform';
import pg from 'pg';
import { factTransactions } from '../../account-balance/told-balances.js';
import { BILLING_GROUP } from './billing-group.js';
import { ledgerFactRoutes } from './ledger-facts.js';

const BATCH_SIZE_MAX = 500;

/** Listens to the ledger. */
@Injectable()
export class LedgerFactsConsumer implements OnModuleInit {
  constructor(
    @Inject(MessageConsumers) private readonly consumers: MessageConsumers,
    @Inject(MESSAGING) private readonly messaging: Messaging,
    @Inject(ConsumerOffsets) private readonly offsets: ConsumerOffsets,
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Log,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  onModuleInit(): void {
    const shared = {
      group: BILLING_GROUP,
      transactions: factTransactions(transactionsOn(this.pool)),
      clock: this.clock,
      logger: this.logger,
    };
    const inbox = new TransactionalInbox({
      ...shared,
      partitions: PARTITIONS_DEFAULT,
      routes: ledgerFactRoutes(this.commands),
      offsets: this.offsets,
      publisher: this.messaging.publisher,
      // The ledger's sequences are versions of an account's stream: they rise, but not by one.
      sparseTopics: [TOPICS.ledger],
    });
    this.consumers.subscribe({ topics: [TOPICS.ledger], batchSizeMax: BATCH_SIZE_MAX, handle: inbox.handleBatch });
    this.consumers.add(new DeadLetterDrainer({ ...shared, replayer: inbox }));
  }
}
