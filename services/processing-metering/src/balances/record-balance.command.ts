import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FactSession } from './balance-batch.js';
import type { LocalBalance } from './local-balances.js';

/** Takes over the sums that a fact of the ledger carries, at the end of the transaction that receives it. */
export class RecordBalance extends Command<void> {
  constructor(
    readonly session: FactSession,
    readonly balance: LocalBalance,
  ) {
    super();
  }
}

@CommandHandler(RecordBalance)
export class RecordBalanceHandler implements ICommandHandler<RecordBalance> {
  async execute({ session, balance }: RecordBalance): Promise<void> {
    session.balances.add(balance);
  }
}
