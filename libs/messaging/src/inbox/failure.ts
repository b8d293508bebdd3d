import { DomainError } from '@credit-ledger/kernel';

/**
 * `passing`: the database or a neighbour had a bad moment; try again, in place. `final`: the same message would fail the
 * same way, so it becomes a dead letter. Whatever is not known to be final counts as passing: an outage must not turn
 * good messages into dead letters, while waiting loses nothing.
 */
export type FailureKind = 'passing' | 'final';

export function failureKindOf(error: unknown): FailureKind {
  if (error instanceof DomainError) return 'final';
  if (!(error instanceof Error)) return 'passing';
  if (isDataError(error)) return 'final';
  return isProgrammingError(error) ? 'final' : 'passing';
}

/** What a dead letter says about why it died. */
export function deathOf(error: unknown): { readonly code: string; readonly reason: string } {
  if (error instanceof DomainError) return { code: error.code, reason: error.message };
  return {
    code: 'message.handler_failed',
    reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

// PostgreSQL's classes 22 (data exception) and 23 (integrity constraint violation).
const isDataError = (error: Error): boolean =>
  'code' in error && typeof error.code === 'string' && /^2[23][0-9A-Z]{3}$/.test(error.code);

// A defect that this message brings out must stop its organisation only, not every organisation of the partition.
// A TypeError with a cause is a failed connection in disguise (fetch).
const isProgrammingError = (error: Error): boolean =>
  error.name === 'InvariantViolation' ||
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  (error instanceof TypeError && error.cause === undefined);
