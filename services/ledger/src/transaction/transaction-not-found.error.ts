import { DomainError, type OrganisationId } from '@credit-ledger/kernel';

export class TransactionNotFoundError extends DomainError {
  readonly code = 'ledger.transaction_not_found';

  constructor(organisationId: OrganisationId, transactionId: string) {
    super(`${organisationId} has no transaction ${transactionId.slice(0, 200)}`);
  }
}
