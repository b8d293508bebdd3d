import { DomainError } from '@credit-ledger/kernel';

export type MalformedMessageCode =
  | 'message.malformed_header'
  | 'message.undecodable'
  | 'message.key_mismatch'
  | 'message.sequence_missing'
  | 'message.out_of_order';

/** A message that no retry can mend. It becomes a dead letter, with the code and the field that is wrong. */
export class MalformedMessageError extends DomainError {
  constructor(
    readonly code: MalformedMessageCode,
    readonly field: string,
    problem: string,
  ) {
    super(`${field} ${problem}`, { field });
  }
}
