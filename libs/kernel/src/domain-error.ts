/**
 * A refusal: the caller asked for something the rules do not allow. It carries a stable code (`metering.run_not_found`)
 * and details, and knows nothing of HTTP; one filter of the platform maps codes to statuses.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;

  constructor(
    message: string,
    readonly details: Readonly<Record<string, string | number | boolean>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** A value that a parser refused. `field` names what to mend, in the words of whoever sent it. */
export class InvalidValueError extends DomainError {
  readonly code = 'request.invalid_value';

  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field} ${problem}`, { field });
  }
}
