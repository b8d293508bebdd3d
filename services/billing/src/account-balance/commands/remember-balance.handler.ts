import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RememberBalance } from './remember-balance.command.js';

@CommandHandler(RememberBalance)
export class RememberBalanceHandler implements ICommandHandler<RememberBalance> {
  async execute({ session, told }: RememberBalance): Promise<void> {
    session.told.add(told);
  }
}
