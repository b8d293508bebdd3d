import { DomainError, type OrganisationId } from '@credit-ledger/kernel';

/** Usage of an organisation that metering has not heard of: it is kept all the same, and counted once the organisation registers. */
export class OrganisationNotRegisteredError extends DomainError {
  readonly code = 'metering.organisation_not_registered';

  constructor(organisationId: OrganisationId) {
    super(
      `organisation ${organisationId} is not registered yet; the report is kept, and may be sent again to learn what it cost`,
      { organisationId, kept: true, retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  }
}

// A registration travels here within moments; one that nobody has made yet is not worth asking for more often.
const RETRY_AFTER_SECONDS = 5;
