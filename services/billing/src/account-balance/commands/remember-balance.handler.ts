import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AccountBalances } from '../account-balances.js';
import { RememberBalance } from './remember-balance.command.js';

@CommandHandler(RememberBalance)
export class RememberBalanceHandler implements ICommandHandler<RememberBalance> {
  constructor(@Inject(AccountBalances) private readonly balances: AccountBalances) {}

  async execute({ session, told }: RememberBalance): Promise<void> {
    await this.balances.remember(session, told);
  }
}
