import { Command } from '@nestjs/cqrs';
import type { ToldBalance } from '../account-balances.js';
import type { FactSession } from '../told-balances.js';

/** Keeps the balance the ledger told, at the end of the transaction that takes the message. */
export class RememberBalance extends Command<void> {
  constructor(
    readonly session: FactSession,
    readonly told: ToldBalance,
  ) {
    super();
  }
}
