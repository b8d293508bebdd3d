import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { OrganisationId } from '@credit-ledger/kernel';
import { AccountNotFoundError } from '../credit-account/account-not-found.error.js';
import { AccountRepository } from '../credit-account/account-repository.js';
import { accountStream } from '../credit-account/account-stream.js';
import { thresholdOf, type Threshold } from './threshold.js';

export class GetThreshold extends Query<Threshold> {
  constructor(readonly organisationId: OrganisationId) {
    super();
  }
}

/** Answers from the account itself, so that whoever has just set it reads what he set. */
@QueryHandler(GetThreshold)
export class GetThresholdHandler implements IQueryHandler<GetThreshold> {
  constructor(@Inject(AccountRepository) private readonly accounts: AccountRepository) {}

  /** @throws AccountNotFoundError for an organisation that nobody registered. */
  async execute({ organisationId }: GetThreshold): Promise<Threshold> {
    const { state } = await this.accounts.load(accountStream(organisationId));
    if (state.openedIn === undefined) throw new AccountNotFoundError(organisationId);
    return thresholdOf(state);
  }
}
