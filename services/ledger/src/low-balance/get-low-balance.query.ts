import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Credits, OrganisationId } from '@credit-ledger/kernel';
import { AccountRepository } from '../credit-account/account-repository.js';
import { accountStream } from '../credit-account/account-stream.js';
import { lowBalanceOf, type LowBalance } from './threshold.js';

/** Whether a balance is low by the threshold that is in force, also for an organisation that nobody registered yet. */
export class GetLowBalance extends Query<LowBalance> {
  constructor(
    readonly organisationId: OrganisationId,
    readonly balance: Credits,
  ) {
    super();
  }
}

/** Answers from the account itself, which knows its threshold anyway: as a view it would be rows to make again. */
@QueryHandler(GetLowBalance)
export class GetLowBalanceHandler implements IQueryHandler<GetLowBalance> {
  constructor(@Inject(AccountRepository) private readonly accounts: AccountRepository) {}

  async execute({ organisationId, balance }: GetLowBalance): Promise<LowBalance> {
    const { state } = await this.accounts.load(accountStream(organisationId));
    return lowBalanceOf(state, balance);
  }
}
