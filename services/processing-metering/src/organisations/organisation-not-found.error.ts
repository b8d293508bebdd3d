import { DomainError, type OrganisationId } from '@credit-ledger/kernel';

/** Nobody registered the organisation, or metering has not heard of it yet. */
export class OrganisationNotFoundError extends DomainError {
  readonly code = 'metering.organisation_not_found';

  constructor(organisationId: OrganisationId) {
    super(`organisation ${organisationId} is not registered; if it was just now, try again in a moment`, {
      organisationId,
    });
  }
}
