import { DomainError } from '@credit-ledger/kernel';

export class TokenMissingError extends DomainError {
  readonly code = 'auth.token_missing';

  constructor() {
    super('send a token: Authorization: Bearer <JWT>');
  }
}

export class TokenInvalidError extends DomainError {
  readonly code = 'auth.token_invalid';

  constructor(problem: string) {
    super(`the token is not accepted: ${problem}`);
  }
}

export class TokenExpiredError extends DomainError {
  readonly code = 'auth.token_expired';

  constructor() {
    super('the token has expired');
  }
}

export class NotAMemberError extends DomainError {
  readonly code = 'auth.not_a_member';

  // Said of every organisation the caller does not belong to, existing or not, so that nobody learns which ones exist.
  constructor() {
    super('the caller does not belong to this organisation');
  }
}

export class RoleNotAllowedError extends DomainError {
  readonly code = 'auth.role_not_allowed';

  constructor(role: string) {
    super(`not allowed for role ${role}`);
  }
}
