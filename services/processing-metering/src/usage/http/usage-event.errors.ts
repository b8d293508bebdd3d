import { DomainError } from '@credit-ledger/kernel';

/** The event names another organisation than the address it was sent to, or two different ones. */
export class OrganisationMismatchError extends DomainError {
  readonly code = 'metering.organisation_mismatch';

  constructor(readonly field: string) {
    super(`${field} is not the organisation that the usage is reported for`, { field });
  }
}

/** Not a usage report: another CloudEvents version or event type. */
export class UnsupportedEventError extends DomainError {
  readonly code = 'metering.unsupported_event';

  constructor(
    readonly field: string,
    expected: string,
  ) {
    super(`${field} must be "${expected}"`, { field });
  }
}
