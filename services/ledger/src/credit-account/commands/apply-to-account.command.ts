import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Outcome } from '@credit-ledger/event-sourcing';
import type { OrganisationId } from '@credit-ledger/kernel';
import { accountStream } from '../account-stream.js';
import { AccountRepository } from '../account-repository.js';
import type { CreditAccountCommand } from '../domain/credit-account.commands.js';
import type { CreditAccountEvent } from '../domain/credit-account.events.js';

/** Commands of one account, in order: decided one after the other and appended together. */
export class ApplyToAccount extends Command<readonly Outcome<CreditAccountEvent>[]> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly commands: readonly CreditAccountCommand[],
  ) {
    super();
  }
}

@CommandHandler(ApplyToAccount)
export class ApplyToAccountHandler implements ICommandHandler<ApplyToAccount> {
  constructor(@Inject(AccountRepository) private readonly accounts: AccountRepository) {}

  execute({ organisationId, commands }: ApplyToAccount): Promise<readonly Outcome<CreditAccountEvent>[]> {
    return this.accounts.executeAll(accountStream(organisationId), commands);
  }
}
