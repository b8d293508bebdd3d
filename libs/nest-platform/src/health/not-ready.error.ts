import { DomainError } from '@credit-ledger/kernel';

export class NotReadyError extends DomainError {
  readonly code = 'service.not_ready';
}
