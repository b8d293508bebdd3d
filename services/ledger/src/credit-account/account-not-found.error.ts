import { DomainError, type OrganisationId } from '@credit-ledger/kernel';

export class AccountNotFoundError extends DomainError {
  readonly code = 'ledger.account_not_found';

  constructor(organisationId: OrganisationId) {
    super(`the ledger has no account of organisation ${organisationId}; register it with billing first`, {
      organisationId,
    });
  }
}
