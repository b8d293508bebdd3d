import { DomainError } from '@credit-ledger/kernel';

/** The letter does not exist, belongs to another group, or is not in a state that allows what was asked. */
export class NoSuchDeadLetterError extends DomainError {
  readonly code = 'message.no_such_dead_letter';

  constructor(id: bigint) {
    super(`there is no dead letter ${id} to resolve`, { id: id.toString() });
  }
}
