import type { SqlSession } from '@credit-ledger/messaging';
import { Command } from '@nestjs/cqrs';
import type { ToldBalance } from '../account-balances.js';

/** Keeps the balance the ledger told, in the transaction that takes the message. */
export class RememberBalance extends Command<void> {
  constructor(
    readonly session: SqlSession,
    readonly told: ToldBalance,
  ) {
    super();
  }
}
