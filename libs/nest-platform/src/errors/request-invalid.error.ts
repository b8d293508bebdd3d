import { DomainError } from '@credit-ledger/kernel';
import type { FieldProblem } from './problem.js';

/** The request does not have the shape that its route documents. */
export class RequestInvalidError extends DomainError {
  readonly code = 'request.invalid';

  constructor(readonly errors: readonly FieldProblem[]) {
    super(
      errors
        .map(({ field, problem }) => `${field} ${problem}`)
        .join('; ')
        .slice(0, 1_000),
    );
  }
}
