import { DomainError, type OrganisationId } from '@credit-ledger/kernel';

/** Too much happened to the account while a correction was decided. Nothing was changed. */
export class AccountBusyError extends DomainError {
  readonly code = 'ledger.account_busy';

  constructor(organisationId: OrganisationId) {
    super(`the account of ${organisationId} is being corrected by others at the moment; send the request again`);
  }
}
